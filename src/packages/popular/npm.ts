// Names on npm that impostors imitate: widely used packages, from general knowledge, in no order.

export const NPM = `
react react-dom react-router react-router-dom react-redux react-hook-form react-query react-native react-scripts
react-is react-icons react-select react-markdown react-dropzone react-i18next redux redux-thunk redux-saga
@reduxjs/toolkit zustand mobx recoil jotai immer vue vue-router vuex pinia nuxt @vue/compiler-sfc svelte @sveltejs/kit
preact solid-js lit angular @angular/core @angular/common @angular/cli @angular/router @angular/forms next
gatsby remix @remix-run/react astro ember-source backbone jquery lodash lodash-es underscore ramda moment
moment-timezone dayjs date-fns luxon axios node-fetch cross-fetch isomorphic-fetch undici got request superagent ky
express express-session express-validator body-parser cookie-parser cors helmet morgan multer compression serve-static
koa koa-router fastify hapi @hapi/hapi @nestjs/core @nestjs/common socket.io socket.io-client ws passport passport-local
passport-jwt jsonwebtoken jose bcrypt bcryptjs argon2 crypto-js uuid nanoid short-uuid dotenv dotenv-expand config
cross-env chalk kleur picocolors colors ansi-styles ansi-regex strip-ansi color-convert color-name supports-color
commander yargs yargs-parser minimist meow inquirer prompts ora boxen figlet debug winston pino bunyan log4js loglevel
async bluebird rxjs p-limit p-queue event-stream events eventemitter3 through2 readable-stream glob globby fast-glob
minimatch micromatch picomatch rimraf mkdirp fs-extra graceful-fs chokidar del cpx shelljs execa cross-spawn which
semver validate-npm-package-name ajv joi yup zod superstruct validator class-validator class-transformer io-ts
typescript ts-node ts-jest tsx tslib tsconfig-paths tsup esbuild swc @swc/core rollup webpack webpack-cli
webpack-dev-server vite parcel browserify gulp grunt babel @babel/core @babel/preset-env @babel/runtime
@babel/preset-react @babel/preset-typescript babel-loader babel-jest css-loader style-loader sass sass-loader less
less-loader postcss postcss-loader autoprefixer tailwindcss bootstrap bulma styled-components @emotion/react
@emotion/styled @mui/material @mui/icons-material @chakra-ui/react antd @headlessui/react @heroicons/react
framer-motion three d3 chart.js react-chartjs-2 recharts highcharts echarts leaflet mapbox-gl pixi.js phaser
eslint eslint-plugin-react eslint-plugin-import eslint-config-prettier eslint-plugin-prettier eslint-config-airbnb
@typescript-eslint/parser @typescript-eslint/eslint-plugin @eslint/js typescript-eslint prettier stylelint husky
lint-staged commitlint @commitlint/cli jest jest-environment-jsdom mocha chai sinon jasmine karma ava tap vitest
@testing-library/react @testing-library/jest-dom @testing-library/user-event enzyme cypress playwright
@playwright/test puppeteer puppeteer-core selenium-webdriver webdriverio nock msw supertest nyc c8 istanbul
mongoose mongodb mysql mysql2 pg pg-promise sqlite3 better-sqlite3 redis ioredis knex sequelize typeorm prisma
@prisma/client drizzle-orm objection mikro-orm graphql graphql-tag apollo-server @apollo/client @apollo/server
graphql-request urql aws-sdk @aws-sdk/client-s3 @aws-sdk/client-dynamodb @aws-sdk/lib-dynamodb aws-cdk aws-cdk-lib
@azure/storage-blob @azure/identity firebase firebase-admin @google-cloud/storage googleapis @supabase/supabase-js
stripe @stripe/stripe-js paypal-rest-sdk twilio nodemailer @sendgrid/mail mailgun.js openai @anthropic-ai/sdk
langchain @langchain/core @modelcontextprotocol/sdk ai ethers web3 viem wagmi @solana/web3.js bignumber.js bn.js
big.js decimal.js mathjs numeral classnames clsx prop-types hoist-non-react-statics invariant warning tiny-invariant
cheerio jsdom htmlparser2 parse5 marked markdown-it showdown remark rehype unified sanitize-html dompurify xss he
handlebars mustache ejs pug nunjucks liquidjs qs query-string url-parse path-to-regexp mime mime-types form-data
formidable busboy sharp jimp canvas pdfkit pdf-lib pdfjs-dist puppeteer-extra xlsx exceljs papaparse csv-parse
csv-parser fast-csv xml2js fast-xml-parser js-yaml yaml toml ini json5 jsonc-parser flat deepmerge merge lodash.merge
lodash.get lodash.debounce lodash.isequal extend object-assign fast-deep-equal deep-equal is-number is-odd is-even
left-pad pad-left has-flag inherits safe-buffer buffer process punycode querystring string_decoder core-js
regenerator-runtime whatwg-fetch abort-controller electron electron-builder electron-updater nodemon pm2 concurrently
npm-run-all lerna nx turbo @changesets/cli semantic-release release-it standard-version np storybook @storybook/react
lighthouse workbox-webpack-plugin http-proxy http-proxy-middleware http-server serve live-server json-server
node-cron cron bull bullmq agenda bree kafkajs amqplib mqtt grpc @grpc/grpc-js @grpc/proto-loader protobufjs
google-protobuf i18next vue-i18n intl-messageformat react-intl formik final-form downshift slate quill tinymce
codemirror monaco-editor prosemirror-model @tiptap/core xterm node-pty node-gyp node-addon-api nan bindings
node-sass fsevents keytar ffi-napi argparse nopt bl once wrappy brace-expansion balanced-match concat-map ms
ansi-colors enquirer cli-table3 cli-progress progress update-notifier configstore conf rc cosmiconfig find-up pkg-dir
resolve resolve-from require-directory import-local module-alias proxyquire rewire @types/node @types/react
@types/react-dom @types/jest @types/express @types/lodash @types/mocha @types/chai @types/uuid @types/ws @types/cors
@types/jsonwebtoken @types/bcrypt @types/bcryptjs @types/semver @types/yargs @types/fs-extra @types/glob @types/pg
@types/supertest @types/body-parser @types/cookie-parser @types/multer @types/morgan @types/nodemailer @types/jquery
@tanstack/react-query @tanstack/react-table @trpc/server @trpc/client hono @hono/node-server elysia h3 nitropack
@octokit/rest @octokit/core @actions/core @actions/github probot @sentry/node @sentry/react @sentry/browser newrelic
dd-trace prom-client @opentelemetry/api @opentelemetry/sdk-node @datadog/browser-rum launchdarkly-js-client-sdk
@radix-ui/react-dialog @radix-ui/react-slot lucide-react class-variance-authority tailwind-merge cmdk sonner vaul
@clerk/nextjs next-auth @auth/core lucia iron-session express-rate-limit rate-limiter-flexible http-errors
http-status-codes statuses on-finished type-is accepts negotiator vary etag fresh range-parser finalhandler send
`
  .trim()
  .split(/\s+/);
