// Every detector that looks at single lines. A new one is one line here.
import { ADDRESSES } from "./detect-addresses.js";
import { ASSIGNMENTS } from "./detect-assignments.js";
import { HEADERS } from "./detect-headers.js";
import { NAMED } from "./detect-named.js";
import { TOKEN_RULES, tokenDetector } from "./detect-tokens.js";
import { compileScanner, type LineScanner } from "./scanner.js";

const SHAPES = [...TOKEN_RULES.map(tokenDetector), ...ADDRESSES, ...HEADERS];

/** Everything. */
export const scanLine: LineScanner = compileScanner([...SHAPES, ...NAMED, ...ASSIGNMENTS]);

/** Only what is a credential wherever it stands. */
export const scanShapes: LineScanner = compileScanner(SHAPES);
