// SQL put together from text, and statements that destroy data.
import { areaRule } from "../rule.js";

export const buildsSql = areaRule({
  id: "builds-sql",
  question: "Does it put SQL together from text, or destroy data?",
  tier: "high-stakes",
  security: true,
  reason: "SQL from text lets whoever writes the text read and change the database",
  remedy: "pass values as parameters of the query",
  examples: {
    found: [
      "db.query('SELECT * FROM users WHERE id = ' + id)",
      'cursor.execute(f"DELETE FROM t WHERE id={i}")',
      "DROP TABLE users;",
      '$"SELECT * FROM users WHERE name = {name}"',
      '"DELETE FROM users WHERE name = $name"',
      'format!("UPDATE users SET name = {}", name)',
    ],
    left: [
      "select an option from the list",
      "db.query('SELECT 1')",
      "// update the docs",
      'db.query("SELECT a FROM users WHERE id = $1", id)',
    ],
  },
  area: null,
  patterns: [
    {
      pattern:
        /\b(?:SELECT\s.{1,120}\sFROM|INSERT\s+INTO|UPDATE\s+[\w."`]+\s+SET|DELETE\s+FROM)\s.{0,120}(?:\$\{|#\{|["'`]\s*(?:\+|\.|\|\|)\s*\w|%[sd]["'].{0,20}%|["']\s*%\s*\(|\.format\()/,
      keywords: ["select ", "select\t", "insert into", "insert  ", "delete from", " set ", "delete  "],
      reason: "puts SQL together from text",
    },
    {
      // What is put into the text by its own marks: C#, PHP, Kotlin, Groovy, Rust, Swift, Ruby.
      pattern:
        /["'`]\s*(?:SELECT\s.{1,120}\sFROM|INSERT\s+INTO|UPDATE\s+[\w."`]+\s+SET|DELETE\s+FROM)\s[^"']{0,160}(?:\{\$?[A-Za-z_]|\{\}|\$[A-Za-z_]|#\{|\\\(\w)/,
      keywords: ["select ", "insert into", " set ", "delete from"],
      reason: "puts SQL together from text",
    },
    {
      pattern:
        /\bf["']{1,3}\s*(?:SELECT|INSERT|UPDATE|DELETE)\b.{0,200}\{|\bString\.[fF]ormat\(\s*"(?:SELECT|INSERT|UPDATE|DELETE)\b|\bSprintf\(\s*["`](?:SELECT|INSERT|UPDATE|DELETE)\b/,
      keywords: [
        '"select',
        "'select",
        "`select",
        " select",
        '"insert',
        "'insert",
        "`insert",
        " insert",
        '"update',
        "'update",
        "`update",
        " update",
        '"delete',
        "'delete",
        "`delete",
        " delete",
      ],
      reason: "puts SQL together from text",
    },
    {
      pattern:
        /\$(?:query|execute)RawUnsafe\b|\bRawUnsafe\(|\bsequelize\.literal\(|\bsql\.(?:raw|unsafe)\(|\bknex\.raw\(|\bdb\.raw\(|\bfind_by_sql\b|\bconnection\.execute\(|\bexec_query\(|\bArel\.sql\(\s*(?:[^"'\s]|"[^"]*#\{)|\bFromSqlRaw\(|\bExecuteSqlRaw\w*\(|\bcreateNativeQuery\(|\b(?:RawSQL|extra)\(\s*(?:where|select|["'f])|\btext\(\s*f["']/,
      keywords: [
        "RawUnsafe",
        "sequelize.literal",
        "sql.raw",
        "sql.unsafe",
        "knex.raw",
        "db.raw",
        "find_by_sql",
        "connection.execute",
        "exec_query",
        "Arel.sql",
        "SqlRaw",
        "NativeQuery",
        "RawSQL",
        "extra(",
        "text(f",
        "text( f",
      ],
      reason: "runs raw SQL",
    },
    {
      pattern:
        /\b(?:DROP\s+(?:TABLE|COLUMN|DATABASE|SCHEMA|INDEX|CONSTRAINT)|TRUNCATE\s+TABLE\s|DELETE\s+FROM\s+[\w."`]+\s*(?:;|["'`]|$)|ALTER\s+TABLE\s)|\b(?:TRUNCATE|truncate) [a-z_."]+\s*(?:;|CASCADE|cascade|RESTART)/i,
      keywords: ["DROP ", "TRUNCATE ", "DELETE FROM", "ALTER TABLE"],
      reason: "changes or destroys stored data",
    },
    {
      pattern:
        /\b(?:drop_table|remove_column|rename_column|change_column|drop_column|dropColumn|dropTable|RemoveField|DeleteModel|delete_all|destroy_all|deleteMany\(\s*\{?\s*\}?\s*\)|op\.drop_\w+|DropColumn|DropTable|dropDatabase)\b/,
      keywords: [
        "drop_",
        "remove_column",
        "rename_column",
        "change_column",
        "dropColumn",
        "dropTable",
        "RemoveField",
        "DeleteModel",
        "delete_all",
        "destroy_all",
        "deleteMany",
        "dropDatabase",
      ],
      reason: "changes or destroys stored data",
    },
  ],
});
