// Places and names that a framework or tool finds by convention: moving a file there, or away, changes what runs.

const FOLDER =
  /(?:^|\/)(?:pages|app|routes|api|endpoints|controllers|middlewares?|plugins|hooks|handlers|initializers|bin|sbin|scripts|cron|jobs|commands|extensions|functions|autoload|config|conf\.d|init\.d|static|public|templates|views|resources)\//;
const NAME =
  /(?:^|\/)(?:index|main|mod|lib|init|__init__|__main__|setup|conftest|manage|wsgi|asgi|app|server|middleware|layout|page|route|loading|error|sitecustomize|usercustomize|build|makefile|rakefile|gemfile|vite\.config|webpack\.config|rollup\.config|[^/]*\.config|\.[^/]*)(?:\.[^/.]*)?$/;

/** True for a path whose place or name alone makes something run. Expects lower case. */
export function isFoundByPlace(lower: string): boolean {
  return FOLDER.test(lower) || NAME.test(lower) || !/\.[^/]+$/.test(lower);
}
