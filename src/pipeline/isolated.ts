// Effects that must not stand in each other's way: each is tried, whatever became of the others.
import { AppError } from "../errors.js";

/** Tries each effect that is given to it, and throws at the end what the first failure threw. */
export class Isolated {
  readonly #failures: unknown[] = [];

  /** @throws at once only when the work belongs to somebody else now: then nothing more may be written. */
  async attempt(effect: () => Promise<void>): Promise<void> {
    try {
      await effect();
    } catch (error) {
      if (error instanceof AppError && error.code === "LEASE_LOST") throw error;
      this.#failures.push(error);
    }
  }

  /** @throws the first failure, so that the work is done again. */
  settle(): void {
    if (this.#failures.length > 0) throw this.#failures[0];
  }
}
