// Places and names that a framework or tool finds by convention: moving a file there, or away, changes what runs.

const FOLDER =
  /(?:^|\/)(?:pages|app|routes|api|endpoints|controllers|middlewares?|plugins|hooks|handlers|initializers|bin|sbin|scripts|cron|jobs|commands|extensions|functions|autoload|config|conf\.d|init\.d|static|public|templates|views|resources|composables|events|listeners|subscribers|observers|models|entities|policies|providers|workers|tasks|seeds|seeders|migrations?|migrate|resolvers|interceptors|guards|filters|buildsrc|plugin|ftplugin|after|layouts|server|roles|systemd|[^/]+\.d|\.[^/]+)\//;
const NAME =
  /(?:^|\/)(?:index|main|mod|lib|init|__init__|__main__|setup|conftest|manage|wsgi|asgi|app|server|middleware|layout|page|route|loading|error|sitecustomize|usercustomize|build|makefile|rakefile|gemfile|vite\.config|webpack\.config|rollup\.config|[^/]*\.config|\.[^/]*)(?:\.[^/.]*)?$/;

/** Code that others load by naming it. Configuration, scripts, data and what sorts by its number are found where they lie. */
const LOADED_BY_NAME =
  /(?:^|\/)[^/\d][^/]*\.(?:[cm]?[jt]sx?|vue|svelte|pyi?|rs|java|kts?|cs|fs|vb|c|cc|cpp|cxx|h|hh|hpp|hxx|m|mm|swift|scala|dart|exs?|erl|hs|ml|mli|clj|cljs|rb|php|lua|go|zig|nim|jl|r|sol|proto|graphql)$/;

/** True for a path whose place or name alone makes something run. Expects lower case. */
export function isFoundByPlace(lower: string): boolean {
  return FOLDER.test(lower) || NAME.test(lower) || !LOADED_BY_NAME.test(lower);
}
