// What the running App is put together from. Made once in wire.ts.
import type { AppCredentials, Config } from "../config.js";
import type { Database } from "../db/client.js";
import type { Github } from "../github/github.js";
import type { Metrics } from "../metrics.js";
import type { Clock, Examiner, Logger, PackageSource, Seals } from "../ports.js";
import type { Queue } from "../queue/queue.js";

export interface Parts {
  readonly config: Config;
  readonly credentials: AppCredentials;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly database: Database;
  readonly queue: Queue;
  readonly metrics: Metrics;
  readonly github: Github;
  readonly examiner: Examiner;
  readonly packages: PackageSource;
  readonly seals: Seals;
}
