// GitHub's own schema, read once when the first query comes: it is large.
import { readFileSync } from "node:fs";
import { buildSchema, type GraphQLObjectType, GraphQLScalarType, type GraphQLSchema } from "graphql";

let known: GraphQLSchema | null = null;

export function githubSchema(): GraphQLSchema {
  known ??= readSchema();
  return known;
}

function readSchema(): GraphQLSchema {
  // The package exports its JavaScript only, so the file is found by its place.
  const path = new URL("../../../node_modules/@octokit/graphql-schema/schema.graphql", import.meta.url);
  const schema = buildSchema(readFileSync(path, "utf8"), { assumeValid: true, noLocation: true });
  // GitHub answers these ids although they have outgrown the Int that the schema promises.
  const largeInt = new GraphQLScalarType({ name: "Int", serialize: Number });
  for (const name of ["CheckRun", "CheckSuite"]) {
    const field = (schema.getType(name) as GraphQLObjectType).getFields().databaseId;
    if (field) field.type = largeInt;
  }
  return schema;
}
