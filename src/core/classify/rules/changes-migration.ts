// Database schemas and migrations, by place. A migration runs once, on data that nobody can restore by a revert.
import { placeRule, placesOf } from "../rule.js";

export const changesMigration = placeRule({
  id: "changes-migration",
  question: "Does it change a database schema or a migration?",
  tier: "high-stakes",
  reason: "a migration runs on production data and a revert does not undo it",
  remedy: "put the migration into a pull request of its own, ahead of the code that needs it",
  examples: {
    found: [
      "db/migrate/20260101_add_iban.rb",
      "db/schema.rb",
      "prisma/migrations/0001_init/migration.sql",
      "prisma/schema.prisma",
      "app/migrations/0002_user.py",
      "alembic/versions/1_init.py",
      "src/main/resources/db/migration/V1__init.sql",
      "supabase/migrations/1.sql",
      "db/post_migrate/1_drop_iban.rb",
      "etc/orders.sql.j2",
    ],
    left: ["docs/migrations.md", "src/query.ts", "src/migrate-button.tsx", "test/migrations/run.test.ts"],
  },
  placeName: (lower) => (IS_TEST_OF_MIGRATIONS.test(lower) ? null : placeName(lower)),
});

/** Tests of migrations and prose about them lie in folders of that name too. */
const IS_TEST_OF_MIGRATIONS =
  /(?:^|\/)(?:tests?|__tests__|spec|docs?)\/|\.(?:test|spec)\.[jt]sx?$|_test\.(?:go|py|rb|exs)$|_spec\.rb$|\.(?:md|rst|txt|png|svg)$/;

const placeName = placesOf([
  [
    /(?:^|\/)(?:migrations?|migrate|[\w-]*[_-](?:migrations?|migrate)|(?:db|ef|sqlite|mysql|postgres|postgresql|sql)migrations?)\/.*\.(?:sql|rb|py|php|ts|js|mjs|cjs|go|java|kt|cs|exs?|ya?ml|json|xml|toml|surql|cql|rs)$/,
    "a migration",
  ],
  [
    /(?:^|\/)(?:alembic|flyway|liquibase|changelogs?\/db|drizzle|sqitch|goose|atlas)\/.*\.(?:sql|py|xml|ya?ml|json|ts)$/,
    "a migration",
  ],
  [/(?:^|\/)(?:v|u|r)\d*[\d._]*__\w+\.(?:sql|java|kt)$/, "a migration"],
  [
    /(?:^|\/)db\/(?:schema\.rb|structure\.sql|seeds?(?:\.rb|\/.*)|[\w-]+_schema\.rb|.*\.sql)$|(?:^|\/)schema\.(?:sql|prisma)$|\.prisma$|(?:^|\/)drizzle\.config\.[jt]s$/,
    "a database schema",
  ],
  [/\.(?:sql|psql|pgsql|plpgsql|ddl|dml|plsql|tsql|hql|cql)(?:\.(?:erb|j2|jinja2?|tmpl|tpl|template|gotmpl))?$/, "SQL"],
]);
