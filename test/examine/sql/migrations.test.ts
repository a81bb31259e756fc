import { risksIn } from "./added.js";

const FAILS = "code that uses the old name fails";

describe("migrations by their calls", () => {
  it.each([
    ["Rails", "db/migrate/1_a.rb", "drop_table :users", "destroys: drops the table `users`"],
    [
      "Rails",
      "db/migrate/1_a.rb",
      "remove_column :users, :email, :string",
      "destroys: drops the column `email` of `users`",
    ],
    ["Rails", "db/migrate/1_a.rb", "remove_reference :users, :shop", "destroys: drops the reference `shop` of `users`"],
    [
      "Rails",
      "db/migrate/1_a.rb",
      "change_column :users, :name, :string",
      "narrows: changes the column `name` of `users`",
    ],
    [
      "Rails",
      "db/migrate/1_a.rb",
      "change_column_null :users, :name, false",
      "narrows: makes the column `name` of `users` required",
    ],
    [
      "Rails",
      "db/migrate/1_a.rb",
      "rename_column :users, :a, :b",
      `narrows: renames \`users\` or a part of it: ${FAILS}`,
    ],
    ["Rails", "db/migrate/1_a.rb", "remove_index :users, :email", "destroys: drops an index of `users`"],
    ["Rails", "db/migrate/1_a.rb", "t.remove :email", "destroys: drops the column `email`"],
    ["Rails", "db/migrate/1_a.rb", "execute query", "unread: runs SQL that is written elsewhere"],
    ["Django", "a/migrations/1.py", 'migrations.DeleteModel(name="User")', "destroys: drops the model `User`"],
    [
      "Django",
      "a/migrations/1.py",
      'migrations.AlterField(model_name="user", name="a")',
      "narrows: changes the column `a` of `user`",
    ],
    ["Django", "a/migrations/1.py", "migrations.RunPython(forwards)", "narrows: runs code of its own over the data"],
    [
      "Django",
      "a/migrations/1.py",
      'migrations.RunSQL([("TRUNCATE users", None)])',
      "destroys: empties the table `users`",
    ],
    [
      "Alembic",
      "alembic/versions/1.py",
      'op.drop_column("users", "email")',
      "destroys: drops the column `email` of `users`",
    ],
    ["Alembic", "alembic/versions/1.py", 'op.drop_index(op.f("by_email"))', "destroys: drops the index `by_email`"],
    [
      "Alembic",
      "alembic/versions/1.py",
      'op.alter_column("users", "a", nullable=False)',
      "narrows: changes the column `a` of `users`",
    ],
    [
      "Alembic",
      "alembic/versions/1.py",
      'op.execute(sa.text("DELETE FROM users"))',
      "destroys: deletes every row of `users`",
    ],
    ["Knex", "migrations/1.js", 'knex.schema.dropTable("users")', "destroys: drops the table `users`"],
    [
      "Sequelize",
      "migrations/1.js",
      'queryInterface.removeColumn("users", "email")',
      "destroys: drops the column `email` of `users`",
    ],
    [
      "TypeORM",
      "src/migrations/1.ts",
      'await q.query(`ALTER TABLE "a" DROP COLUMN "b"`)',
      "destroys: drops the column `b` of `a`",
    ],
    [
      "Laravel",
      "database/migrations/1.php",
      "<?php Schema::dropIfExists('users');",
      "destroys: drops the table `users`",
    ],
    ["Laravel", "database/migrations/1.php", "<?php $table->string('a')->change();", "narrows: changes a column"],
    ["Doctrine", "migrations/V1.php", "<?php $this->addSql('DROP TABLE users');", "destroys: drops the table `users`"],
    [
      "EF Core",
      "Migrations/1_A.cs",
      'migrationBuilder.DropColumn(name: "Email", table: "Users");',
      "destroys: drops the column `Email` of `Users`",
    ],
    [
      "EF Core",
      "Migrations/1_A.cs",
      'migrationBuilder.AlterColumn<string>(name: "Email");',
      "narrows: changes the column `Email`",
    ],
    ["Ecto", "priv/repo/migrations/1.exs", "drop table(:users)", "destroys: drops the table `users`"],
    ["Ecto", "priv/repo/migrations/1.exs", "remove :email", "destroys: drops the column `email`"],
    ["GORM", "migrations/1.go", 'db.Migrator().DropTable("users")', "destroys: drops the table `users`"],
  ])("of %s in %s: %s", async (_framework, path, code, risk) => {
    expect(await risksIn(path, code)).toEqual([risk]);
  });

  it.each([
    [
      "db/migrate/1_a.rb",
      "create_table :users do |t|\n  t.string :name, null: false\nend\nadd_column :users, :a, :int\nadd_index :users, :a",
    ],
    ["a/migrations/1.py", 'migrations.AddField(model_name="user", name="a")\nmigrations.RunPython.noop'],
    ["migrations/1.js", 'knex.schema.createTable("users", (t) => t.string("name"))'],
    ["src/rename.ts", 'fs.rename("a", "b"); editor.change(() => text)'],
    ["a/migrations/1.py", 'SQL = """\n  UPDATE a SET b = 1 WHERE c = 2\n"""\nmigrations.RunSQL(SQL)'],
  ])("leaves alone in %s: %s", async (path, code) => {
    expect(await risksIn(path, code)).toEqual([]);
  });
});

describe("the way back", () => {
  const DROPS = "narrows: drops the table `users` (on the way back)";

  it.each([
    ["a.down.sql", "DROP TABLE users;"],
    ["migrations/1/down.sql", "DROP TABLE users;"],
    ["db/U1__users.sql", "DROP TABLE users;"],
    ["a.sql", "-- +goose Up\nCREATE TABLE users (id int);\n-- +goose Down\nDROP TABLE users;"],
    ["a.sql", "-- migrate:up\nCREATE TABLE users (id int);\n-- migrate:down\nDROP TABLE users;"],
    ["a.sql", "# --- !Ups\nCREATE TABLE users (id int);\n# --- !Downs\nDROP TABLE users;"],
    [
      "db/migrate/1.rb",
      "class A\n  def up\n    create_table :users\n  end\n\n  def down\n    drop_table :users\n  end\nend",
    ],
    ["db/migrate/1.rb", 'reversible do |dir|\n  dir.down { execute "DROP TABLE users" }\nend'],
    [
      "alembic/versions/1.py",
      'def upgrade():\n    op.create_table("users")\n\n\ndef downgrade():\n    op.drop_table("users")\n',
    ],
    ["a/migrations/1.py", 'migrations.RunSQL("CREATE TABLE users (id int)", reverse_sql="DROP TABLE users")'],
    [
      "migrations/1.js",
      'exports.up = (knex) => knex.schema.createTable("users");\nexports.down = (knex) => knex.schema.dropTable("users");',
    ],
    [
      "migrations/1.ts",
      'export async function down(db: Db): Promise<void> {\n  await db.schema.dropTable("users").execute();\n}',
    ],
    ["database/migrations/1.php", "<?php public function down(): void\n{\n  Schema::dropIfExists('users');\n}"],
    ["Migrations/1.cs", 'protected override void Down(MigrationBuilder b)\n{\n  b.DropTable(name: "users");\n}'],
    ["priv/repo/migrations/1.exs", "def down do\n  drop table(:users)\nend"],
    ["db/changelog/1.xml", '<rollback><dropTable tableName="users"/></rollback>'],
    ["db/changelog/1.yaml", "- changeSet:\n    rollback:\n    - dropTable:\n        tableName: users\n"],
  ])("counts for less in %s: %s", async (path, text) => {
    expect(await risksIn(path, text)).toEqual([DROPS]);
  });

  it.each([
    ["a.sql", "-- +goose Down\n-- +goose Up\nDROP TABLE users;"],
    ["db/migrate/1.rb", "def down\n  a\nend\ndef up\n  drop_table :users\nend"],
    ["alembic/versions/1.py", 'def downgrade():\n    pass\n\nop.drop_table("users")\n'],
    ["migrations/1.js", 'exports.down = (knex) => null;\nexports.up = (knex) => knex.schema.dropTable("users");'],
    ["migrations/1.js", 'if (this.down) { knex.schema.dropTable("users"); }'],
    ["src/down.ts", 'function down() { db.query("DROP TABLE users"); }'],
  ])("ends where it ends, in %s: %s", async (path, text) => {
    expect(await risksIn(path, text)).toEqual(["destroys: drops the table `users`"]);
  });
});

describe("Liquibase", () => {
  it("is read from XML", async () => {
    const xml =
      '<databaseChangeLog><!-- <dropTable tableName="no"/> -->\n<dropColumn tableName="a" columnName="b"/>\n<sql>DELETE FROM c</sql>\n<delete tableName="d"/>\n<delete tableName="e"><where>id = 1</where></delete>\n<createTable tableName="f"/></databaseChangeLog>';

    expect(await risksIn("db/changelog/a.xml", xml)).toEqual([
      "destroys: drops the column `b` of `a`",
      "destroys: deletes every row of `c`",
      "destroys: deletes every row of `d`",
    ]);
  });

  it("is read from YAML", async () => {
    const yaml =
      "databaseChangeLog:\n- changeSet:\n    changes:\n    - dropColumn:\n        tableName: a\n    - sql:\n        sql: TRUNCATE TABLE b\n    - sql:\n        sql: |\n          DELETE FROM c;\n    - createTable:\n        tableName: d\n";

    expect(await risksIn("db/changelog/a.yaml", yaml)).toEqual([
      "destroys: drops the column `a`",
      "destroys: empties the table `b`",
      "destroys: deletes every row of `c`",
    ]);
  });

  it("is not looked for in other XML and YAML", async () => {
    expect(await risksIn("config/a.yaml", "dropTable: users")).toEqual([]);
  });
});
