// Names in the smaller ecosystems that impostors imitate: widely used packages, from general knowledge, in no order.

export const CARGO = list(`
serde serde_json serde_yaml serde_derive tokio tokio-util tokio-stream async-trait futures futures-util async-std
anyhow thiserror eyre color-eyre log env_logger tracing tracing-subscriber clap structopt rand rand_core regex
lazy_static once_cell chrono time uuid reqwest hyper axum actix-web actix warp rocket tower tower-http tonic prost
diesel sqlx sea-orm rusqlite postgres redis mongodb bytes itertools rayon crossbeam parking_lot dashmap indexmap
hashbrown smallvec bitflags num num-traits num_cpus libc winapi nix syn quote proc-macro2 base64 hex sha2 md5 ring
rustls openssl native-tls jsonwebtoken argon2 bcrypt ed25519-dalek k256 url http mime percent-encoding toml csv
walkdir tempfile glob notify dirs criterion proptest mockall insta assert_cmd wasm-bindgen web-sys js-sys bevy
wgpu winit egui image ndarray nalgebra petgraph crossterm ratatui indicatif colored dialoguer nom pest lalrpop
bincode rmp-serde flate2 zstd tar zip memchr either cfg-if semver strum derive_more rust_decimal
`);

export const RUBYGEMS = list(`
rails rack rake bundler activesupport activerecord actionpack actionview activejob railties sprockets puma unicorn
sidekiq resque delayed_job devise omniauth pundit cancancan doorkeeper jwt bcrypt nokogiri json oj httparty faraday
rest-client typhoeus excon mechanize rspec rspec-rails rspec-core minitest capybara selenium-webdriver factory_bot
factory_bot_rails faker webmock vcr simplecov rubocop rubocop-rails rubocop-rspec brakeman pry pry-byebug byebug
pg mysql2 sqlite3 redis mongoid sequel dalli bootsnap turbo-rails stimulus-rails importmap-rails jbuilder sass-rails
sassc uglifier webpacker kaminari will_paginate pagy paperclip carrierwave shrine image_processing mini_magick
aws-sdk aws-sdk-s3 fog google-cloud-storage stripe money sinatra grape hanami thor slop dotenv dotenv-rails figaro
i18n tzinfo concurrent-ruby zeitwerk listen guard jekyll kramdown redcarpet liquid addressable ransack friendly_id
paper_trail draper slim haml graphql sentry-ruby newrelic_rpm chef puppet vagrant cocoapods fastlane
`);

export const GO = list(`
github.com/stretchr/testify github.com/gin-gonic/gin github.com/gorilla/mux github.com/gorilla/websocket
github.com/spf13/cobra github.com/spf13/viper github.com/spf13/pflag github.com/sirupsen/logrus go.uber.org/zap
github.com/rs/zerolog github.com/pkg/errors github.com/google/uuid github.com/google/go-cmp github.com/golang/protobuf
google.golang.org/grpc google.golang.org/protobuf github.com/labstack/echo/v4 github.com/gofiber/fiber/v2
github.com/go-chi/chi/v5 github.com/julienschmidt/httprouter github.com/jmoiron/sqlx github.com/lib/pq
github.com/jackc/pgx/v5 gorm.io/gorm github.com/go-sql-driver/mysql github.com/mattn/go-sqlite3
github.com/redis/go-redis/v9 github.com/go-redis/redis/v8 go.mongodb.org/mongo-driver github.com/golang-jwt/jwt/v5
github.com/dgrijalva/jwt-go golang.org/x/crypto golang.org/x/net golang.org/x/sys golang.org/x/text golang.org/x/sync
gopkg.in/yaml.v2 gopkg.in/yaml.v3 github.com/aws/aws-sdk-go github.com/aws/aws-sdk-go-v2 github.com/prometheus/client_golang
github.com/hashicorp/terraform github.com/hashicorp/consul/api github.com/hashicorp/vault/api github.com/docker/docker
github.com/boltdb/bolt go.etcd.io/bbolt go.etcd.io/etcd/client/v3 github.com/urfave/cli/v2 github.com/fatih/color
github.com/cenkalti/backoff/v4 github.com/fsnotify/fsnotify github.com/davecgh/go-spew github.com/onsi/ginkgo
github.com/onsi/gomega github.com/shopspring/decimal github.com/patrickmn/go-cache github.com/valyala/fasthttp
k8s.io/client-go k8s.io/api k8s.io/apimachinery sigs.k8s.io/controller-runtime github.com/nats-io/nats.go
`);

export const MAVEN = list(`
org.springframework:spring-core org.springframework.boot:spring-boot-starter org.springframework.boot:spring-boot-starter-web
org.springframework.boot:spring-boot-starter-test org.springframework.boot:spring-boot-starter-data-jpa
org.springframework.boot:spring-boot-starter-security com.fasterxml.jackson.core:jackson-databind
com.fasterxml.jackson.core:jackson-core com.google.guava:guava com.google.code.gson:gson org.slf4j:slf4j-api
ch.qos.logback:logback-classic org.apache.logging.log4j:log4j-core org.apache.logging.log4j:log4j-api
org.apache.commons:commons-lang3 commons-io:commons-io commons-codec:commons-codec org.apache.httpcomponents:httpclient
com.squareup.okhttp3:okhttp com.squareup.retrofit2:retrofit org.projectlombok:lombok org.mapstruct:mapstruct
junit:junit org.junit.jupiter:junit-jupiter org.mockito:mockito-core org.assertj:assertj-core org.hibernate:hibernate-core
mysql:mysql-connector-java com.mysql:mysql-connector-j org.postgresql:postgresql com.h2database:h2 com.zaxxer:HikariCP
org.flywaydb:flyway-core redis.clients:jedis org.mongodb:mongodb-driver-sync io.netty:netty-all io.grpc:grpc-netty
org.apache.kafka:kafka-clients org.jetbrains.kotlin:kotlin-stdlib io.jsonwebtoken:jjwt io.micrometer:micrometer-core
`);

export const NUGET = list(`
newtonsoft.json serilog serilog.aspnetcore nlog log4net automapper mediatr fluentvalidation dapper polly refit restsharp
microsoft.entityframeworkcore microsoft.entityframeworkcore.sqlserver microsoft.extensions.dependencyinjection
microsoft.extensions.logging microsoft.extensions.configuration microsoft.aspnetcore.authentication.jwtbearer
system.text.json system.identitymodel.tokens.jwt swashbuckle.aspnetcore xunit nunit mstest.testframework moq nsubstitute
fluentassertions shouldly bogus coverlet.collector npgsql npgsql.entityframeworkcore.postgresql mysql.data mongodb.driver
stackexchange.redis masstransit rabbitmq.client hangfire quartz csvhelper epplus closedxml bouncycastle.cryptography
azure.storage.blobs azure.identity awssdk.s3 awssdk.core google.protobuf grpc.net.client benchmarkdotnet humanizer
`);

export const PACKAGIST = list(`
laravel/framework laravel/sanctum laravel/tinker laravel/passport symfony/console symfony/http-foundation
symfony/http-kernel symfony/yaml symfony/process symfony/finder symfony/mailer symfony/framework-bundle doctrine/orm
doctrine/dbal doctrine/annotations guzzlehttp/guzzle guzzlehttp/psr7 monolog/monolog phpunit/phpunit mockery/mockery
fakerphp/faker nesbot/carbon ramsey/uuid vlucas/phpdotenv league/flysystem league/oauth2-client firebase/php-jwt
twig/twig phpmailer/phpmailer psr/log psr/container nikic/php-parser squizlabs/php_codesniffer phpstan/phpstan
friendsofphp/php-cs-fixer spatie/laravel-permission intervention/image predis/predis aws/aws-sdk-php stripe/stripe-php
`);

export const DOCKER = list(`
nginx node python postgres mysql mariadb redis mongo alpine ubuntu debian busybox golang rust openjdk eclipse-temurin
httpd php ruby wordpress rabbitmq memcached traefik haproxy caddy registry elasticsearch kibana logstash grafana/grafana
prom/prometheus sonarqube jenkins/jenkins hashicorp/vault hashicorp/consul gradle maven amazonlinux fedora centos
`);

export const ACTIONS = list(`
actions/checkout actions/setup-node actions/setup-python actions/setup-java actions/setup-go actions/setup-dotnet
actions/cache actions/upload-artifact actions/download-artifact actions/github-script actions/stale actions/labeler
actions/create-release actions/upload-release-asset actions/configure-pages actions/deploy-pages actions/first-interaction
actions/upload-pages-artifact actions/create-github-app-token actions/attest-build-provenance actions/dependency-review-action
github/codeql-action docker/build-push-action docker/login-action docker/setup-buildx-action docker/setup-qemu-action
docker/metadata-action aws-actions/configure-aws-credentials aws-actions/amazon-ecr-login google-github-actions/auth
google-github-actions/setup-gcloud azure/login azure/webapps-deploy azure/setup-kubectl hashicorp/setup-terraform
hashicorp/vault-action codecov/codecov-action coverallsapp/github-action sonarsource/sonarqube-scan-action
softprops/action-gh-release peter-evans/create-pull-request peter-evans/create-or-update-comment tj-actions/changed-files
dorny/paths-filter dorny/test-reporter pnpm/action-setup oven-sh/setup-bun denoland/setup-deno ruby/setup-ruby
dtolnay/rust-toolchain actions-rs/toolchain swatinem/rust-cache golangci/golangci-lint-action astral-sh/setup-uv
astral-sh/ruff-action snok/install-poetry pre-commit/action pypa/gh-action-pypi-publish gradle/actions
gradle/gradle-build-action shivammathur/setup-php subosito/flutter-action microsoft/setup-msbuild nuget/setup-nuget
peaceiris/actions-gh-pages jamesives/github-pages-deploy-action appleboy/ssh-action appleboy/scp-action
slackapi/slack-github-action aquasecurity/trivy-action anchore/scan-action snyk/actions ossf/scorecard-action
step-security/harden-runner sigstore/cosign-installer goreleaser/goreleaser-action release-drafter/release-drafter
googleapis/release-please-action changesets/action cycjimmy/semantic-release-action amannn/action-semantic-pull-request
super-linter/super-linter reviewdog/action-eslint helm/kind-action azure/setup-helm cloudflare/wrangler-action
anthropics/claude-code-action openai/codex-action mxschmitt/action-tmate webfactory/ssh-agent crazy-max/ghaction-import-gpg
cypress-io/github-action browser-actions/setup-chrome ncipollo/release-action mikepenz/action-junit-report
`);

function list(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
