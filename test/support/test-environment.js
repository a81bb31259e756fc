// Node's environment of Jest, which leaves nothing behind that slows down the test files after it.
// jest-circus keeps an `AsyncLocalStorage` for each file of tests, and Node.js before 24 goes through all that were ever used whenever
// a promise is made. After a hundred files in one worker that took as long as the tests themselves.
import { AsyncLocalStorage } from "node:async_hooks";
import { TestEnvironment } from "jest-environment-node";

export default class extends TestEnvironment {
  #used = new Set();
  #run = AsyncLocalStorage.prototype.run;

  async setup() {
    await super.setup();
    const used = this.#used;
    const run = this.#run;
    AsyncLocalStorage.prototype.run = function (...given) {
      used.add(this);
      return run.apply(this, given);
    };
  }

  async teardown() {
    AsyncLocalStorage.prototype.run = this.#run;
    for (const storage of this.#used) storage.disable();
    await super.teardown();
  }
}
