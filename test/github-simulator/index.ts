// The simulator's public face.
export type { Fault, RecordedRequest, RequestFilter } from "./http/requests.js";
export type { SimulatedApp, SimulatorLimits, StartOptions } from "./options.js";
export type { Violation } from "./rest/answer.js";
export { type GithubSimulator, startGithubSimulator } from "./simulator.js";
export type { Delivery } from "./webhooks/webhooks.js";
export type * from "./world/model.js";
