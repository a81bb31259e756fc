// Statements that destroy data, by what parsers say of SQL, of migrations and of SQL in source code.

import type { Finding } from "../../facts/finding.js";
import type { FileView } from "../change-view.js";
import type { Rule } from "../rule.js";

export const destroysData: Rule = {
  id: "destroys-data",
  question: "Does it hold a statement that destroys data or structure, or one that nobody could read?",
  tier: "high-stakes",
  reason: "what a statement deletes, drops or overwrites is gone, and a revert of the code does not bring it back",
  remedy:
    "limit the statement to the rows it is about, or take what is no longer used away in a pull request of its own",
  examples: {
    found: ["TRUNCATE users;", "DELETE FROM users WHERE id = id;", "remove_column :users, :email"],
    left: ["DELETE FROM users WHERE id = 7;", "SELECT 'DROP TABLE users';"],
  },
  find: (view) => view.files.flatMap(findStatements),
};

/** Tests and their data are left alone, like everything that is proved to run nowhere. */
function findStatements({ file, proof }: FileView): readonly Finding[] {
  if (proof !== null) return [];
  return (file.examination?.statements ?? []).map(({ line, reason }) => {
    return { rule: destroysData.id, tier: destroysData.tier, path: file.path, line, side: "new", reason };
  });
}
