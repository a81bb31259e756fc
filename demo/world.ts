// acme/shop as the demo finds it, and what the agent does to it.
import { randomBytes } from "node:crypto";

export const PEOPLE = {
  alice: "write",
  robin: "write",
  sam: "write",
  ines: "write",
  maya: "write",
  ada: "admin",
} as const;

/** What the registries know, with the downloads of a week. */
export const PACKAGES = [
  ["express", 30_000_000],
  ["dayjs", 20_000_000],
] as const;

const TOTAL = `// Adds up the cart.
export function cartTotal(items: { price: number; quantity: number }[]): number {
  let total = 0;
  for (const item of items) {
    total += item.price * item.quantity;
  }
  return total;
}
`;

export const LOGIN =
  "export function login(password: string, hash: string): boolean {\n  return verify(password, hash);\n}\n";

export const FILES = {
  "README.md": "# Shop\n\nA shop.\n",
  "docs/guide.md": "# Guide\n\nOpen the shop, look around.\n",
  "package.json": manifest({ express: "^1.11.0" }),
  "src/cart/total.ts": TOTAL,
  "src/auth/login.ts": LOGIN,
  ".github/countersign.yml": "reviewers:\n  escalation: { teams: [acme/leads] }\n",
};

/** package.json with these dependencies. */
export function manifest(dependencies: Readonly<Record<string, string>>): string {
  return `${JSON.stringify({ name: "shop", version: "1.0.0", dependencies }, null, 2)}\n`;
}

export const COMMENTED = TOTAL.replace(
  "// Adds up the cart.",
  "// Adds up what a cart costs, before tax and shipping. Prices are in euros.",
);

export const UNCHECKED = COMMENTED.replace("  let total", "  // @ts-ignore\n  let total");

export const DISCOUNT = TOTAL.replace("  return total;\n", "  return total > 100 ? total * 0.9 : total;\n");

export const DISCOUNT_ROUNDED = TOTAL.replace(
  "  return total;\n",
  "  return total > 100 ? Math.round(total * 90) / 100 : total;\n",
);

/** Drawn anew each time, so that no file of this repository looks like it holds one. */
export function aToken(): string {
  return `ghp_${randomBytes(60).toString("base64").replace(/\W/g, "").slice(0, 36)}`;
}

export function statement(intent: string): string {
  return `\`\`\`countersign
agent: copilot
operator: alice
intent: ${intent}
tests: ["npm test"]
context: []
confidence: 0.9
retries: 0
\`\`\`
`;
}

export const GOOD_FORM = `### Intent
Carts above one hundred euros get ten percent off; a cart of exactly one hundred keeps its price, as the issue says.

### Tests
- [x] acceptance criteria written by a person
- [x] tests I wrote or ran myself
- [ ] only the agent's own tests
I ran the cart suite and added a case for a cart of exactly one hundred euros.

### Edge cases
- an empty cart in cartTotal stays at zero, so the discount never makes it negative

### Risks
- 0.9 times a price may be off by a cent on the invoice; acceptable until amounts are kept in cents
`;
