// The shapes of credentials that tell by themselves what they are, one a line: the detector's id, what it is, how it begins, the
// shape of what follows, and the least entropy where it is not the usual one. `76…azdo` instead of a beginning: this text stands in
// it, behind 76 characters. Several shapes follow gitleaks (MIT, see LICENSE.gitleaks). detect-tokens.ts reads the table.

export const CREDENTIAL_SHAPES = String.raw`
# Clouds, hosting, infrastructure
aws-access-key | an AWS access key | AKIA ASIA ABIA ACCA | [A-Z2-7]{16}
aws-bedrock-key | an Amazon Bedrock API key | ABSK | <base64>{109,269}={0,2}
aws-bedrock-key | an Amazon Bedrock API key | bedrock-api-key- | YmVkcm9jay5hbWF6b25hd3MuY29t<base64>{20,400}
aws-mws-token | an Amazon MWS token | amzn.mws. | <hex>{8}-<hex>{4}-<hex>{4}-<hex>{4}-<hex>{12}
aws-secret-key | an AWS secret access key | 0…aws | (?i:aws_?-?(?:secret|sec)[\w .-]{0,20}key)["'\]]{0,2}\s{0,3}(?:=>|:=|[=:,])\s{0,3}["'\`]?(<base64>{40})
aws-secret-key | an AWS secret access key | 0…secretaccesskey | (?i:secretaccesskey)["'\]]{0,2}\s{0,3}(?:=>|:=|[=:,])\s{0,3}["'\`]?(<base64>{40})
google-api-key | a Google API key | AIza | <url>{35}
google-oauth-secret | a Google OAuth client secret | GOCSPX- | <url>{28}
google-oauth-token | a Google OAuth access token | ya29. | <url>{40,500}
google-refresh-token | a Google OAuth refresh token | 1//0 | <url>{40,200}
google-hmac-key | a Google Cloud storage HMAC key | GOOG1 | [0-9A-Z]{56}
azure-client-secret | an Azure client secret | 4…q~ | [0-9A-Za-z_~.]{3}\dQ~[0-9A-Za-z_~.-]{31,34}
azure-storage-key | an Azure storage account key | 0…accountkey= | (?i:AccountKey)=(<base64>{86}==)
azure-shared-access-key | an Azure shared access key | 0…sharedaccesskey= | (?i:SharedAccessKey)=(<base64>{42,86}={1,2})
azure-sas-token | an Azure shared access signature | 0…sig= | sig=([0-9A-Za-z%]{40,80}%3[dD])
azure-devops-token | an Azure DevOps token | 76…azdo | <word>{76}AZDO<word>{4}
azure-function-key | an Azure key | 44…azfu | <url>{44}AzFu<url>{5}[AQgw]==
azure-search-key | an Azure AI Search key | 42…azse | <word>{42}AzSe[A-D]<word>{5}
azure-cosmos-key | an Azure Cosmos DB key | 76…acdb | <base64>{76}ACDb<base64>{5,6}==
azure-registry-key | an Azure container registry key | 42…+acr | <base64>{42}\+ACR<base64>{6}
alibaba-access-key | an Alibaba Cloud access key | LTAI | <word>{17,21}
tencent-secret-id | a Tencent Cloud secret id | AKID | <word>{32}
yandex-api-key | a Yandex Cloud API key | AQVN | <url>{35,38}
yandex-iam-token | a Yandex Cloud IAM token | t1. | <url>{10,250}={0,2}\.<url>{86}={0,2}
digitalocean-token | a DigitalOcean token | dop_v1_ doo_v1_ dor_v1_ | <hex>{64}
heroku-api-key | a Heroku API key | HRKU- | (?:AA<url>{58}|<uuid>)
flyio-token | a Fly.io token | fo1_ | <url>{43}
flyio-token | a Fly.io token | fm2_ fm1r_ fm1a_ | <base64>{100,600}={0,3}
netlify-token | a Netlify token | nfp_ | <word>{36,40}
vercel-token | a Vercel token | vcp_ | <url>{40,60}
vercel-blob-token | a Vercel Blob token | vercel_blob_rw_ | <word>{16,24}_<word>{30,50}
render-api-key | a Render API key | rnd_ | <word>{28,40}
cloudflare-ca-key | a Cloudflare origin CA key | v1.0- | <hex>{24}-<hex>{146}
scalingo-token | a Scalingo token | tk-us- | [\w-]{48}
pulumi-token | a Pulumi token | pul- | <hex>{40}
infracost-key | an Infracost API key | ico- | <word>{32}
terraform-cloud-token | a Terraform Cloud token | 14….atlasv1. | <word>{14}\.atlasv1\.[0-9A-Za-z_=-]{60,70}
vault-token | a HashiCorp Vault token | hvs. hvb. hvr. | <url>{90,300}
doppler-token | a Doppler token | dp. | (?:pt|ct|scim|audit|sa|st(?:\.[a-z0-9_-]{2,35})?)\.<word>{40,44}
onepassword-secret-key | a 1Password secret key | A3- | [A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}
onepassword-token | a 1Password service account token | ops_eyJ | <base64>{200,1000}={0,3}
infisical-token | an Infisical service token | st. | <hex>{24}\.<hex>{32}\.<hex>{32}
age-secret-key | an age secret key | AGE-SECRET-KEY-1 | [0-9A-Z]{58}
age-secret-key | an age secret key | AGE-SECRET-KEY-PQ-1 | [0-9A-Z]{58,120}
openshift-token | an OpenShift user token | sha256~ | <url>{43}
tailscale-key | a Tailscale key | tskey- | [a-z]{2,10}-<word>{8,24}-<word>{20,60}
planetscale-password | a PlanetScale password | pscale_pw_ | [\w=.-]{32,64}
planetscale-token | a PlanetScale token | pscale_tkn_ pscale_oauth_ | [\w=.-]{32,64}
neon-api-key | a Neon API key | napi_ | <word>{60,70}
neon-password | a Neon database password | npg_ | <word>{12,24}
supabase-token | a Supabase token | sbp_ | (?:v0_)?<hex>{40}
supabase-secret-key | a Supabase secret key | sb_secret_ | <url>{22}_<url>{8}
databricks-token | a Databricks token | dapi | <hex>{32}(?:-\d)?
clickhouse-key | a ClickHouse Cloud key | 4b1d | <word>{38} | 3.5
aiven-token | an Aiven token | aivenv1 | <base64>{180,400}
dynatrace-token | a Dynatrace token | dt0c01. | [A-Z0-9]{24}\.[A-Z0-9]{64}
dynatrace-token | a Dynatrace token | dt0s16. | [A-Z0-9]{8}\.[A-Z0-9]{64}
harness-token | a Harness token | pat. sat. | <url>{22}\.<hex>{24}\.<word>{20}
prefect-token | a Prefect token | pnu_ | <word>{36}
octopus-deploy-key | an Octopus Deploy API key | API- | [A-Z0-9]{26,32} | 3
# Code hosts, package registries, build services, observability
github-pat | a GitHub personal access token | ghp_ | <word>{36,255}
github-oauth | a GitHub OAuth token | gho_ | <word>{36,255}
github-app-token | a GitHub App user token | ghu_ | <word>{36,255}
github-app-token | a GitHub App installation token | ghs_ | <word>{36,255}
github-refresh-token | a GitHub refresh token | ghr_ | <word>{36,255}
github-fine-grained-pat | a fine-grained GitHub token | github_pat_ | <word>{22}_<word>{59}
gitlab-personal-access-token | a GitLab personal access token | glpat- | [0-9A-Za-z_.=-]{20,300}
gitlab-deploy-token | a GitLab deploy token | gldt- | [0-9A-Za-z_.=-]{20,300}
gitlab-feed-token | a GitLab feed token | glft- | [0-9A-Za-z_.=-]{20,300}
gitlab-incoming-mail-token | a GitLab incoming mail token | glimt- | [0-9A-Za-z_.=-]{20,300}
gitlab-runner-token | a GitLab runner token | glrt- | [0-9A-Za-z_.=-]{20,300}
gitlab-runner-registration-token | a GitLab runner registration token | glrtr- | [0-9A-Za-z_.=-]{20,300}
gitlab-pipeline-trigger-token | a GitLab pipeline trigger token | glptt- | [0-9A-Za-z_.=-]{20,300}
gitlab-kubernetes-agent-token | a GitLab Kubernetes agent token | glagent- | [0-9A-Za-z_.=-]{20,300}
gitlab-oauth-application-secret | a GitLab OAuth application secret | gloas- | [0-9A-Za-z_.=-]{20,300}
gitlab-scim-token | a GitLab SCIM token | glsoat- | [0-9A-Za-z_.=-]{20,300}
gitlab-feature-flag-client-token | a GitLab feature flag client token | glffct- | [0-9A-Za-z_.=-]{20,300}
gitlab-workspace-token | a GitLab workspace token | glwt- | [0-9A-Za-z_.=-]{20,300}
gitlab-job-token | a GitLab job token | glcbt- | <word>{1,5}_<url>{20,64}
gitlab-runner-registration-token | a GitLab runner registration token | GR1348941 | [\w-]{20}
gitlab-session | a GitLab session cookie | _gitlab_session= | <hex>{32}
bitbucket-app-password | a Bitbucket app password | ATBB | <word>{32}
atlassian-token | an Atlassian API token | ATATT3 | [A-Za-z0-9_=-]{180,200}
atlassian-token | an Atlassian access token | ATCTT3 | [A-Za-z0-9_=-]{180,260}
gitea-token | a Gitea token | gta_ | <word>{40}
sourcegraph-token | a Sourcegraph token | sgp_ | (?:(?:<hex>{16}|local)_)?<hex>{40}
npm-token | an npm access token | npm_ | <word>{36}
npm-auth-token | an npm registry token | 0…_authtoken | _authToken\s?=\s?"?([0-9A-Za-z_./+=-]{20,400})
npm-auth-token | an npm registry password | 0…_auth= | _auth="?(<base64>{16,400}={0,2})
pypi-token | a PyPI token | pypi- | AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZ)<url>{50,1000}
rubygems-key | a RubyGems API key | rubygems_ | <hex>{48}
cargo-token | a crates.io token | cio | <word>{32} | 3.5
nuget-key | a NuGet API key | oy2 | [a-z0-9]{43} | 3.5
clojars-token | a Clojars token | CLOJARS_ | <hex>{60}
docker-token | a Docker Hub access token | dckr_pat_ | <url>{27}
docker-token | a Docker Hub organisation token | dckr_oat_ | <url>{32}
artifactory-key | an Artifactory API key | AKCp | <word>{69}
artifactory-token | an Artifactory reference token | cmVmd | <word>{59} | 3.5
circleci-token | a CircleCI token | CCIPAT_ | <word>{22}_<hex>{40}
circleci-token | a CircleCI project token | CCIPRJ_ | <word>{22}_<hex>{40}
buildkite-token | a Buildkite token | bkua_ | <hex>{40}
snyk-token | a Snyk token | snyk_uat. | <hex>{8}\.<url>{60,400}
sonar-token | a SonarQube token | squ_ sqp_ sqa_ | <hex>{40}
linear-key | a Linear API key | lin_api_ | <word>{40}
linear-token | a Linear OAuth token | lin_oauth_ | <hex>{64}
postman-key | a Postman API key | PMAK- | <hex>{24}-<hex>{34}
readme-key | a ReadMe API key | rdme_ | [a-z0-9]{70}
figma-token | a Figma token | figd_ | <url>{38,46}
notion-token | a Notion token | ntn_ | \d{11}<word>{35}
airtable-token | an Airtable token | pat | <word>{14}\.<hex>{64}
contentful-token | a Contentful management token | CFPAT- | <url>{43}
retool-token | a Retool token | retool_ | <word>{26}
sentry-token | a Sentry user token | sntryu_ | <hex>{64}
sentry-token | a Sentry organisation token | sntrys_ | eyJ<base64>{40,600}={0,2}_<base64>{43}
grafana-key | a Grafana API key | eyJrIjoi | <word>{70,400}={0,3}
grafana-cloud-token | a Grafana Cloud token | glc_ | <base64>{32,400}={0,3}
grafana-token | a Grafana service account token | glsa_ | <word>{32}_[A-Fa-f0-9]{8}
newrelic-key | a New Relic user key | NRAK- | [A-Z0-9]{27}
newrelic-key | a New Relic insert key | NRII- | <url>{32}
newrelic-key | a New Relic license key | 36…nral | <hex>{36}NRAL
posthog-key | a PostHog personal key | phx_ | <word>{40,50}
honeycomb-key | a Honeycomb ingest key | hcaik_ | 01[a-hj-km-np-tv-z0-9]{24,62}
logfire-token | a Logfire token | pylf_v1_ | [a-z]{2,7}_<word>{40,50}
launchdarkly-key | a LaunchDarkly SDK key | sdk- | <uuid>
launchdarkly-key | a LaunchDarkly API key | api- | <uuid>
statsig-key | a Statsig secret key | secret- | <word>{43,50} | 3.5
maxmind-key | a MaxMind license key | 36…_mmk | <word>{6}_<word>{29}_mmk
settlemint-token | a SettleMint token | sm_aat_ sm_pat_ sm_sat_ | <word>{16}
# Models, messaging, payments, shops, marketing. Keys that a vendor marks as test keys (sk_test_…) are left out on purpose.
openai-key | an OpenAI API key | sk- | (?:[a-z]{3,10}-)?<url>{20,74}T3BlbkFJ<url>{20,74}
openai-key | an OpenAI project key | sk-proj- | <url>{40,200}
openai-key | an OpenAI service account key | sk-svcacct- | <url>{40,200}
openai-key | an OpenAI admin key | sk-admin- | <url>{40,200}
anthropic-key | an Anthropic API key | sk-ant-api | \d{2}-<url>{80,120}
anthropic-key | an Anthropic admin key | sk-ant-admin | \d{2}-<url>{80,120}
anthropic-token | an Anthropic OAuth token | sk-ant-oat | \d{2}-<url>{80,120}
anthropic-token | an Anthropic refresh token | sk-ant-ort | \d{2}-<url>{80,120}
openrouter-key | an OpenRouter key | sk-or-v1- | <hex>{64}
langsmith-key | a LangSmith key | lsv2_ | (?:pt|sk)_<hex>{32}_<hex>{10}
langfuse-key | a Langfuse secret key | sk-lf- | <uuid>
model-provider-key | a model provider's API key | sk- | (?:<hex>{32}|<word>{48}) | 3
huggingface-token | a Hugging Face token | hf_ | <word>{34,40}
huggingface-token | a Hugging Face organisation token | api_org_ | <word>{34}
perplexity-key | a Perplexity API key | pplx- | <word>{48,56}
groq-key | a Groq API key | gsk_ | <word>{52}
xai-key | an xAI API key | xai- | <word>{80}
replicate-token | a Replicate token | r8_ | <word>{37}
nvidia-key | an NVIDIA API key | nvapi- | <url>{60,80}
fireworks-key | a Fireworks API key | fw_ | <word>{22,24}
cerebras-key | a Cerebras API key | csk- | [0-9a-z]{48}
tavily-key | a Tavily API key | tvly- | (?:dev-|prod-)?<word>{32}
pinecone-key | a Pinecone API key | pcsk_ | <word>{5,6}_<word>{60,64}
elevenlabs-key | an ElevenLabs API key | sk_ | <hex>{48}
slack-bot-token | a Slack bot token | xoxb- | \d{8,14}-[0-9A-Za-z-]{18,64}
slack-user-token | a Slack user token | xoxp- | (?:\d{9,14}-){2,3}[0-9A-Za-z-]{24,64}
slack-app-token | a Slack app token | xapp- | \d-[0-9A-Z]{8,14}-\d{8,15}-[0-9a-z]{40,80}
slack-config-token | a Slack configuration token | xoxe- | \d-<word>{100,200}
slack-config-token | a Slack configuration token | xoxe.xox | [bp]-\d-<word>{100,200}
slack-legacy-token | a Slack token | xoxs- | (?:\d{8,14}-){3}<hex>{10,64}
slack-legacy-token | a Slack token | xoxa- xoxr- | (?:\d-)?[0-9A-Za-z-]{24,72}
slack-session | a Slack session cookie | xoxd- | [0-9A-Za-z%+/=_-]{60,300}
slack-webhook | a Slack webhook | hooks.slack.com/ | (?:services|workflows|triggers)/(T[0-9A-Z]{8,12}/<base64>{30,60})
slack-webhook | a Slack webhook | hooks.slack-gov.com/ | services/(T[0-9A-Z]{8,12}/<base64>{30,60})
discord-webhook | a Discord webhook | 0…/api/webhooks/ | /api/webhooks/\d{17,20}/(<url>{60,80})
teams-webhook | a Microsoft Teams webhook | 0…/incomingwebhook/ | /IncomingWebhook/(<hex>{32}/<uuid>)
telegram-bot-token | a Telegram bot token | 8…:aa | \d{8}:AA<url>{33}
telegram-bot-token | a Telegram bot token | 9…:aa | \d{9}:AA<url>{33}
telegram-bot-token | a Telegram bot token | 10…:aa | \d{10}:AA<url>{33}
twilio-key | a Twilio API key | SK | <hex>{32} | 3
sendgrid-key | a SendGrid API key | SG. | <url>{16,32}\.<url>{16,64}
mailgun-key | a Mailgun API key | key- | <hex>{32} | 3
mailchimp-key | a Mailchimp API key | 32…-us | <hex>{32}-us\d{1,2}
brevo-key | a Brevo API key | xkeysib- | <hex>{64}-<word>{16}
brevo-key | a Brevo SMTP key | xsmtpsib- | <hex>{64}-<word>{16}
resend-key | a Resend API key | re_ | <word>{8}_<word>{24}
stripe-key | a live secret key | sk_live_ | <url>{24,120}
courier-key | a Courier API key | pk_prod_ | [0-9A-Z]{28}
stripe-key | a Stripe restricted key | rk_live_ | <word>{24,120}
stripe-key | a Stripe secret key | sk_prod_ | <word>{24,120}
webhook-secret | a webhook signing secret | whsec_ | [0-9A-Za-z+/=]{24,80}
square-token | a Square access token | sq0atp- | <url>{22}
square-secret | a Square OAuth secret | sq0csp- | <url>{43}
square-token | a Square access token | EAAA | [lE]<url>{59}
paypal-token | a PayPal access token | access_token$production$ | [0-9a-z]{16}\$<hex>{32}
plaid-token | a Plaid access token | access-production- | <uuid>
razorpay-key | a Razorpay key | rzp_live_ | <word>{14,24}
flutterwave-key | a Flutterwave secret key | FLWSECK- | <word>{32,46}-X
gocardless-token | a GoCardless token | live_ | <url>{40} | 3.5
adyen-key | an Adyen API key | AQE | <base64>{80,200}={0,2}-[0-9A-Za-z+/=]{40,60}-[^\s"'\`\\,;]{10,30}
shopify-token | a Shopify access token | shpat_ | [0-9A-Fa-f]{32}
shopify-token | a Shopify custom app token | shpca_ | [0-9A-Fa-f]{32}
shopify-token | a Shopify private app token | shppa_ | [0-9A-Fa-f]{32}
shopify-secret | a Shopify shared secret | shpss_ | [0-9A-Fa-f]{32}
shippo-token | a Shippo token | shippo_live_ | <hex>{40}
easypost-key | an EasyPost API key | EZAK | <word>{54}
duffel-token | a Duffel token | duffel_live_ | [0-9A-Za-z_=-]{43}
hubspot-token | a HubSpot token | pat-na pat-eu | \d-<uuid>
intercom-token | an Intercom token | dG9rO | <base64>{54}=? | 3.5
typeform-token | a Typeform token | tfp_ | [0-9A-Za-z_.=-]{40,60}
frameio-token | a Frame.io token | fio-u- | [0-9A-Za-z_=-]{64}
dropbox-token | a Dropbox token | sl. | (?:u\.)?[0-9A-Za-z_=-]{130,1000}
facebook-token | a Facebook access token | EAA | <word>{100,300} | 3.5
facebook-token | a Facebook access token | EAACEdEose0cBA | <word>{20,300}
twitter-bearer-token | a Twitter bearer token | AAAAAAAAAAAAAAAAAAAAA | A[0-9A-Za-z%]{80,120}
adobe-secret | an Adobe client secret | p8e- | <url>{32}
mapbox-token | a Mapbox secret token | sk.eyJ1 | <url>{50,120}\.<url>{22}
private-packagist-token | a Private Packagist token | packagist_ | (?:org|ors|out|usr|uut)_<hex>{50,80}
defined-networking-key | a Defined Networking key | dnkey- | [0-9A-Za-z=_-]{26}-[0-9A-Za-z=_-]{52}
intra42-secret | an Intra 42 client secret | s-s4t2 | (?:ud|af)-<hex>{64}
salesforce-token | a Salesforce session | 0…00d | 00D<word>{12}(?:<word>{3})?![0-9A-Za-z._]{80,120}
okta-token | an Okta API token | 0…ssws | SSWS\s(00<url>{40})
lark-webhook | a Lark webhook | 0…/open-apis/bot/v2/hook/ | /open-apis/bot/v2/hook/(<uuid>)
zapier-webhook | a Zapier webhook | 0…hooks.zapier.com/ | hooks\.zapier\.com/hooks/catch/(\d{5,9}/[0-9a-z]{6,8})
pagerduty-url | a PagerDuty integration address | 0…events.pagerduty.com/integration/ | events\.pagerduty\.com/integration/(<hex>{32})
`;
