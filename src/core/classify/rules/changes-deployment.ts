// Images, infrastructure and deployments: what runs where, and with which rights.
import { placesOf, runningPlaceRule } from "../rule.js";

export const changesDeployment = runningPlaceRule({
  id: "changes-deployment",
  question: "Does it change how or where the software is deployed?",
  tier: "high-stakes",
  security: true,
  reason: "a deployment definition decides what runs in production, and with which rights",
  remedy: "put it into a pull request of its own",
  examples: {
    found: [
      "Dockerfile",
      "docker/api.Dockerfile",
      "compose.yaml",
      "infra/main.tf",
      "charts/api/values.yaml",
      "k8s/api.yaml",
      "ansible/site.yml",
      "serverless.yml",
      "Procfile",
      "fly.toml",
      "vercel.json",
    ],
    left: ["docs/docker.md", "src/deploy-button.tsx", "src/helm-parser.ts", "src/terraform/parse.go"],
  },
  placeName: (lower) => (FOR_DEVELOPERS.test(lower) ? null : placeName(lower)),
});

/** What only starts things on a developer's machine. */
const FOR_DEVELOPERS =
  /(?:^|\/)(?:procfile|(?:docker-)?compose)[.-](?:[\w-]+[.-])?(?:dev|development|local|test|override)(?:\.ya?ml)?$|(?:^|\/)\.devcontainer\//;

const placeName = placesOf([
  [/(?:^|\/)(?:[\w.-]*\.)?(?:dockerfile|containerfile)(?:[.-][\w.-]+)?$|(?:^|\/)\.dockerignore$/, "a container image"],
  [/(?:^|\/)(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$|(?:^|\/)docker-stack[\w.-]*\.ya?ml$/, "a set of containers"],
  [/\.(?:tf|tfvars|hcl|tofu|bicep|nomad|pkr\.hcl)(?:\.json)?$|(?:^|\/)terragrunt\.hcl$/, "infrastructure"],
  [
    /(?:^|\/)(?:charts?|helm|k8s|kubernetes|kustomize|manifests|argocd|flux|openshift)\/.*\.(?:ya?ml|tpl|tgz|gotmpl)$/,
    "a Kubernetes deployment",
  ],
  [/(?:^|\/)(?:chart|kustomization|helmfile|skaffold|tiltfile|werf)(?:\.ya?ml)?$/, "a Kubernetes deployment"],
  [
    /(?:^|\/)(?:ansible|playbooks|roles\/[^/]+\/(?:tasks|handlers|templates|vars|defaults))\/.*|(?:^|\/)(?:ansible\.cfg|playbook[\w.-]*\.ya?ml)$/,
    "an Ansible playbook",
  ],
  [
    /(?:^|\/)pulumi[\w.-]*\.ya?ml$|(?:^|\/)(?:serverless|sam|samconfig|template)\.(?:ya?ml|toml)$|(?:^|\/)cdk\.json$|(?:^|\/)cloudformation\//,
    "infrastructure",
  ],
  [
    /(?:^|\/)(?:procfile[\w.-]*|app\.yaml|fly(?:\.[\w-]+)?\.toml|vercel\.json|netlify\.toml|_headers|_redirects|render\.ya?ml|railway\.(?:json|toml)|wrangler\.(?:toml|jsonc?)|firebase\.json|\.firebaserc|heroku\.yml|nixpacks\.toml|amplify\.yml|apprunner\.yaml|dokku[\w.-]*|captain-definition|cog\.yaml|modal\.toml|smithery\.ya?ml|now\.json|staticwebapp\.config\.json|firestore\.rules|storage\.rules|database\.rules\.json)$/,
    "a deployment",
  ],
  [/^app\.json$/, "a deployment"],
  [
    /(?:^|\/)(?:nginx|caddyfile|httpd|apache2?|haproxy|envoy|traefik|squid)(?:[\w.-]*\.(?:conf|cfg|ya?ml|toml|template)|)$|(?:^|\/)\.htaccess$|(?:^|\/)(?:nginx|apache2?|haproxy|envoy|traefik|squid)\/.*\.(?:conf|cfg|ya?ml|toml|template)$/,
    "a web server or proxy",
  ],
  [
    /\.(?:service|timer|socket)$|(?:^|\/)(?:crontab|cron\.d\/.*|supervisord?[\w.-]*\.(?:conf|ini))$|\.plist$/,
    "a system service",
  ],
  [
    /^(?:[\w.-]+\/)?(?:infra|infrastructure|deploy|deployment|deployments|ops|iac)\/.*\.(?:ya?ml|json|sh|bash|toml|conf|tpl|j2|env|ts|py|ps1|jsonnet|cue|nix)$|(?:^|\/)config\/deploy[\w./-]*\.(?:ya?ml|rb)$|(?:^|\/)\.kamal\//,
    "a deployment",
  ],
  [
    /(?:^|\/)(?:bin|scripts?|tools)\/(?:[\w-]+[-_.])?(?:deploy|release|publish|provision|rollback)(?:[-_.][\w.-]+)?$/,
    "a script that deploys or releases",
  ],
]);
