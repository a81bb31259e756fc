// The policy of a repository that has no policy file.
import { Policy } from "./schema.js";

export const DEFAULT_POLICY: Policy = Policy.parse({});
