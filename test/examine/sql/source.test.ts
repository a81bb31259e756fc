import { risksIn, statementsIn } from "./added.js";

const DELETES = "destroys: deletes every row of `users`";

describe("SQL in texts", () => {
  it.each([
    ["a.ts", 'db.query("DELETE FROM users")'],
    ["a.ts", "await db.query(`DELETE FROM users`)"],
    ["a.ts", "sql`DELETE FROM users`"],
    ["a.ts", 'const q = "DELETE FROM users " +\n  "WHERE 1 = 1";'],
    ["a.py", 'cursor.execute("DELETE FROM users")'],
    ["a.py", 'cursor.execute("""\n  DELETE FROM users\n""")'],
    ["a.py", 'cursor.execute("DELETE FROM "\n  "users")'],
    ["a.rb", 'execute "DELETE FROM users"'],
    ["a.rb", "connection.execute(<<~SQL)\n  DELETE FROM users\nSQL"],
    ["a.php", "<p>Don't</p><?php $pdo->exec('DELETE FROM users');"],
    ["a.php", "<?php $q = <<<SQL\n  DELETE FROM users\n  SQL;"],
    ["A.java", 'jdbc.update("DELETE FROM users");'],
    ["A.java", 'String q = """\n  DELETE FROM users\n  """;'],
    ["a.kt", 'db.execSQL("DELETE FROM users")'],
    ["a.cs", 'migrationBuilder.Sql(@"DELETE FROM users");'],
    ["a.go", "db.Exec(`DELETE FROM users`)"],
    ["a.rs", 'sqlx::query(r#"DELETE FROM users"#)'],
    ["a.ex", 'Repo.query!("DELETE FROM users")'],
    ["a.swift", 'try db.execute(sql: "DELETE FROM users")'],
    ["a.sh", 'psql -c "DELETE FROM users"'],
    ["a.sh", "mysql <<SQL\nDELETE FROM users;\nSQL"],
  ])("in %s: %s", async (path, code) => {
    const [found, ...others] = await risksIn(path, code);

    expect(found?.replace(": its condition excludes none", "")).toBe(DELETES);
    expect(others).toEqual([]);
  });

  it.each([
    ["a.ts", "await sql`drop table users`"],
    ["a.ts", 'run("DROP " + "TABLE users")'],
    ["a.ts", 'const regExp = /["\']/; run("DROP TABLE users");'],
    ["a.ts", "const text = `don't`; run(`\\n DROP TABLE users`);"],
    ["a.ts", 'run("/* why */ drop table users")'],
    ["a.ts", 'run("-- why\n drop table users")'],
    ["a.tsx", "<p>It's</p>; run('DROP TABLE users')"],
    ["a.ts", 'class A {\n  #sql = "DROP TABLE users";\n}'],
    ["a.ts", 'const a = b\n  * run("DROP TABLE users");'],
    ["a.py", 'SQL = """\n  select 1;\n  drop table users;\n"""'],
    ["a.rb", "execute %q{DROP TABLE users}"],
    ["a.rb", "x = <<~SQL\n  drop table users\nSQL"],
    ["a.sh", "echo DROP TABLE users | mysql"],
    ["a.sh", "cat <<EOF | psql\nDROP TABLE users\nEOF"],
    ["a.unknown.vue", "<script>run('DROP TABLE users')</script>"],
  ])("finds a table dropped however it is quoted, in %s: %s", async (path, code) => {
    expect(await risksIn(path, code)).toContain("destroys: drops the table `users`");
  });

  it.each([
    ["a.ts", 'db.query("DELETE FROM users WHERE id = ?", [id])'],
    ["a.ts", `sql\`DELETE FROM users WHERE id = \${id}\``],
    ["a.ts", 'db.query("DELETE FROM users " + "WHERE id = " + id)'],
    ["a.ts", 'label("Delete from users"); label("Update the set"); label("Drop table here, please")'],
    ["a.tsx", '<p className="truncate underline">Don\'t delete from users</p>'],
    ["a.ts", "// db.query('DELETE FROM users')"],
    ["a.ts", "/**\n * db.query('DELETE FROM users')\n */"],
    ["a.py", 'cursor.execute("UPDATE users SET a = %s WHERE id = %(id)s", values)'],
    ["a.py", "# DELETE FROM users"],
    ["a.py", '"""Delete from the list of users what was dropped."""'],
    ["a.rb", 'execute("DELETE FROM users WHERE id = #{id}")'],
    ["a.rb", "execute \"UPDATE users SET a = a - 'x' WHERE a ? 'x'\""],
    ["a.go", 'db.Exec("DELETE FROM users WHERE id = $1", id)'],
    ["a.php", "<?php $pdo->exec('DELETE FROM users WHERE id = ' . $id . ' LIMIT 1');"],
    ["a.md", "DROP TABLE users;"],
  ])("leaves alone in %s: %s", async (path, code) => {
    expect(await risksIn(path, code)).toEqual([]);
  });

  it.each([
    [
      "a.ts",
      `sql\`DELETE FROM users WHERE \${condition}\``,
      "unread: deletes rows of `users` by a condition that is only known at run time",
    ],
    [
      "a.ts",
      `sql\`DELETE FROM users \${condition}\``,
      "unread: deletes rows of `users` by a condition that is only known at run time",
    ],
    ["a.ts", `db.query(\`TRUNCATE TABLE \${name}\`)`, "destroys: empties the table `…` (named at run time)"],
    ["a.py", 'cursor.execute(f"DROP TABLE {name}")', "destroys: drops the table `…` (named at run time)"],
    ["a.go", 'fmt.Sprintf("DROP TABLE %s", name)', "destroys: drops the table `…` (named at run time)"],
    ["a.java", '"DROP TABLE " + name', "destroys: drops the table `…` (named at run time)"],
  ])("knows what is only known at run time, in %s: %s", async (path, code, risk) => {
    expect(await risksIn(path, code)).toEqual([risk]);
  });

  it("tells the line in a text of several lines", async () => {
    expect(await statementsIn("a.ts", "run();\ndb.query(`\n  SELECT 1;\n  DROP TABLE users;\n`);")).toMatchObject([
      { line: 4, text: "DROP TABLE users" },
    ]);
  });
});

describe("calls that take rows away", () => {
  it.each([
    ["a.rb", "User.delete_all", "destroys: deletes every row of `User`"],
    ["a.rb", "User.update_all(active: false)", "destroys: overwrites columns in every row of `User`"],
    ["a.py", "User.objects.all().delete()", "destroys: deletes every `User`"],
    ["a.py", "Base.metadata.drop_all(engine)", "destroys: drops every table"],
    ["a.ts", 'await knex("users").del()', "destroys: deletes every row of a table"],
    ["a.ts", "await db.delete(users)", DELETES],
    ["a.ts", "await prisma.user.deleteMany({})", "destroys: deletes every row of `user`"],
    ["a.ts", "await prisma.user.updateMany({ data: { a: 1 } })", "destroys: overwrites columns in every row of `user`"],
    ["a.ts", 'queryInterface.bulkDelete("Users", null, {})', "destroys: deletes every row of `Users`"],
    ["a.ts", "User.destroy({ truncate: true })", "destroys: deletes every row of `User`"],
    ["a.ts", "sequelize.sync({ force: true })", "destroys: drops the tables and makes them anew"],
    ["a.ts", "await redis.flushall()", "destroys: empties a database of the cache's server"],
    ["a.php", "<?php DB::table('users')->truncate();", "destroys: empties the table that is named elsewhere"],
    ["a.cs", "context.Users.ExecuteDelete();", "destroys: deletes every row of a table"],
    ["a.ex", "Repo.delete_all(User)", "destroys: deletes every row of `User`"],
  ])("in %s: %s", async (path, code, risk) => {
    expect(await risksIn(path, code)).toEqual([risk]);
  });

  it.each([
    ["a.rb", "User.where(active: false).delete_all"],
    ["a.rb", '"a long text".truncate(30)'],
    ["a.py", "User.objects.filter(active=False).delete()"],
    ["a.py", "user.delete()"],
    ["a.ts", 'await knex("users").where("id", 1).del()'],
    ["a.ts", "await db.delete(users).where(eq(users.id, 1))"],
    ["a.ts", "await prisma.user.deleteMany({ where: { id } })"],
    ["a.ts", 'queryInterface.bulkDelete("Users", { id: 1 }, {})'],
    ["a.ts", "cache.delete(key); map.delete(user); writer.flushAll(); text.truncate(3)"],
    ["a.php", "<?php DB::table('users')->where('id', 1)->delete();"],
    ["a.ex", "Repo.delete_all(from u in User, where: u.id == 1)"],
    ["a.ex", "@spec delete_all(User.t()) :: :ok"],
  ])("leaves alone in %s: %s", async (path, code) => {
    expect(await risksIn(path, code)).toEqual([]);
  });
});
