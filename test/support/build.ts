// The world that unit tests share: one open pull request, acme/shop#7, written by an agent that alice set to work, with
// one changed file and robin to review it. Each builder takes an override of the facts that a test is about.
export * from "./build/change.js";
export * from "./build/conversation.js";
export * from "./build/gate.js";
export * from "./build/ids.js";
export * from "./build/people.js";
export * from "./build/records.js";
