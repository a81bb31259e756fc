// Paths of files that people do not review line by line: lockfiles, generated code, vendored code. They are left out of
// the size only; every rule still looks at them. All take the path in lower case.

const LOCKFILE =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.ya?ml|bun\.lockb?|deno\.lock|composer\.lock|gemfile\.lock|gems\.locked|cargo\.lock|poetry\.lock|uv\.lock|pdm\.lock|pipfile\.lock|pixi\.lock|conda-lock\.yml|go\.sum|go\.work\.sum|mix\.lock|rebar\.lock|pubspec\.lock|podfile\.lock|cartfile\.resolved|package\.resolved|packages\.lock\.json|gradle\.lockfile|buildscript-gradle\.lockfile|flake\.lock|module\.bazel\.lock|cabal\.project\.freeze|stack\.yaml\.lock|\.terraform\.lock\.hcl|chart\.lock|conan\.lock|paket\.lock|project\.assets\.json|shard\.lock)$/;

export function isLockfilePath(lower: string): boolean {
  return LOCKFILE.test(lower);
}

const VENDORED =
  /(?:^|\/)(?:node_modules|bower_components|jspm_packages|vendor|vendors|third[-_]?party|3rdparty|external\/vendor|_?vendored|godeps\/_workspace|carthage\/build|pods|site-packages|\.yarn\/(?:releases|plugins|cache|unplugged)|deps\/vendor|wwwroot\/lib)\//;

export function isVendoredPath(lower: string): boolean {
  return VENDORED.test(lower);
}

const GENERATED_FOLDER =
  /(?:^|\/)(?:__generated__|generated|gen|\.next|\.nuxt|\.svelte-kit|dist|build\/generated|out\/generated|coverage|storybook-static|target\/generated-sources)\//;
const GENERATED_NAME =
  /(?:\.(?:pb|pulsar)(?:\.[\w]+)?\.(?:go|cc|h|dart|rb|php)|\.pb\.(?:go|cc|h|c|dart)|_pb2(?:_grpc)?\.pyi?|_pb\.(?:js|d\.ts|ts|rb)|_grpc_pb\.js|\.pb\.gw\.go|\.(?:g|freezed|gr|mocks)\.dart|\.g\.(?:cs|i\.cs)|\.designer\.(?:cs|vb)|\.generated\.\w+|[._-]generated\.\w+|_gen\.go|zz_generated[\w.]*\.go|bindata\.go|wire_gen\.go|_mock\.go|_string\.go|\.min\.(?:js|css|mjs)|[.-]bundle\.js|\.(?:js|css|mjs|cjs|ts)\.map|\.xcodeproj\/.*|\.pbxproj|\.nib|\.storyboard\.strings|routetree\.gen\.ts|schema\.graphql\.d\.ts|\.resx\.designer\.cs)$/;

export function isGeneratedPath(lower: string): boolean {
  return GENERATED_FOLDER.test(lower) || GENERATED_NAME.test(lower);
}
