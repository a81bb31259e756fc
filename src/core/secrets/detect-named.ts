// Credentials whose shape says nothing by itself: the vendor's name and a word such as `key` or `token` have to stand on the same
// line, and the value has to have the shape that the vendor's credentials have.
import { RE2JS } from "re2js";
import { expandShape } from "./detect-tokens.js";
import { entropyOf, isPlaceholder } from "./looks-random.js";
import { type Detector, secretAt } from "./scanner.js";

/** A shape without case, and whose credentials have it. In parentheses: the names in lower case, where it is not the vendor's own. */
const TABLE = String.raw`
(?:<hex>{24}|<uuid>) | KuCoin
(?:<hex>{32}-<hex>{8}-<hex>{8}|<hex>{32}) | Mailgun
(?:<hex>{32}|<hex>{14}) | ipstack (ipstack ipinfo)
(?:<hex>{32}|<hex>{64}) | Trello
(?:<hex>{32}|<word>{20}) | Finicity
(?:<hex>{40}|<hex>{32}) | Datadog (datadog dd_api dd_app)
(?:<hex>{40}|<word>{64}) | New Relic (newrelic new_relic)
(?:<hex>{64}|[mno]<url>{23,27}\.<url>{6}\.<url>{27,38}|<url>{32}) | Discord
(?:<url>{40}|<hex>{37}) | Cloudflare
(?:<word>{16}|[a-z0-9/+]{64}) | Confluent
(?:<word>{32}|<uuid>) | Codecov, Keycloak
(?:<word>{32}|[a-z0-9=_-]{64}) | Bitbucket
(?:<word>{32}|\d/\d{15,17}:<hex>{32}) | Asana
(?:<word>{73}|<word>{64}) | JFrog (jfrog artifactory xray)
(?:\d{15,25}-<word>{20,40}|<word>{25}|<word>{45}|<word>{50}) | Twitter
(?:yc<url>{38}|y0_<url>{50,60}) | Yandex
00[\w=-]{40} | Okta
6L<url>{38} | reCAPTCHA
<hex>{20} | Pusher
<hex>{30} | Plaid
<hex>{32} | Adobe, Algolia, Amplitude, Braintree, Bugsnag, Facebook (facebook fb_app), Flickr, Linear (linear_), Mixpanel, OpenWeather, Rollbar, ShipStation, Spotify, Twilio
<hex>{40,50} | Buildkite
<hex>{40} | Bitly, CircleCI (circleci circle_ci), Deepgram, GitHub (github gh_), Gitter, Pipedrive, Sendbird, Sonar (sonar_ sonar.), Weights & Biases (wandb)
<hex>{40} | Cisco Meraki (meraki)
<hex>{64} | Sentry
<url>{20} | GitLab
<url>{22,32} | Mailchimp (mailchimp mandrill)
<url>{22} | Travis CI (travis)
<url>{27} | Cloudinary
<url>{32} | Adafruit
<url>{39} | YouTube
<url>{43} | Unsplash
<url>{50} | RapidAPI
<url>{64} | Auth0, Coinbase
<uuid> | Heroku, HubSpot (hubspot hapikey), MongoDB Atlas (mongodb_atlas atlas_), Opsgenie, Postmark, Scaleway (scaleway scw_), Snyk, Wakatime
<word>{15} | Dropbox
<word>{16} | LinkedIn (linkedin linked_in), MaxMind (maxmind geoip), Vonage (vonage nexmo)
<word>{20} | Finnhub, Freshdesk
<word>{24} | Atlassian (atlassian confluence jira), Etsy, Looker, Vercel
<word>{25} | MessageBird (messagebird message_bird)
<word>{26} | Mattermost
<word>{30} | Alibaba (alibaba aliyun), Twitch
<word>{32} | Bittrex, Drone CI (droneci drone_), Giphy, Mistral, Segment (segment_), Zoom (zoom_)
<word>{33} | Coveralls
<word>{40} | Cohere (cohere co_api_key), Zendesk
<word>{64} | FreshBooks, Sumo Logic (sumologic sumo_)
[a-z0-9+/]{75} | Mux (mux_)
[a-z0-9/+]{80,90}={0,2} | Supabase
[a-z0-9/=+]{80,90} | Kraken
[a-z0-9=_-]{32} | Fastly
[a-z0-9=_-]{40,46} | Netlify
[a-z0-9=_-]{43} | Contentful
[a-z0-9=_]{60} | Intercom
[a-z0-9_+-]{20} | PagerDuty
\d{5,7}-<uuid> | Figma
\d{8,10}:<url>{35} | Telegram
b_[a-z0-9=_-]{44} | Beamer
key<word>{14} | Airtable
live_<hex>{35} | Lob (lob_)
sk\.<url>{60,100}\.<url>{22} | Mapbox
`;

export interface NamedRule {
  readonly id: string;
  readonly what: string;
  /** Names of the vendor in lower case. */
  readonly names: readonly string[];
  /** RE2 syntax, without case. */
  readonly shape: string;
}

export const NAMED_RULES: readonly NamedRule[] = TABLE.trim().split("\n").flatMap(parseRow);
export const NAMED: readonly Detector[] = NAMED_RULES.flatMap(toDetectors);

function parseRow(row: string): readonly NamedRule[] {
  const [shape = "", vendors = ""] = row.split(" | ");
  return vendors.split(", ").map((text) => {
    const [, vendor = "", names = vendor.toLowerCase()] = /^([^(]+?)(?: \((.+)\))?$/.exec(text) ?? [];
    const id = `${vendor.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-credential`;
    const what = `${/^[AEIOU]/.test(vendor) ? "an" : "a"} ${vendor} credential`;
    return { id, what, names: names.split(" "), shape: expandShape(shape) };
  });
}

const REACH = 260;
/** Between the name and the value; what stands there has to say that it is a secret. */
const BETWEEN = /^[\w .-]{0,40}?(?:key|token|secret|passw|pwd|auth|cred|\bpat\b)/i;
const NAME_END = "[\\w .-]{0,40}?(?:key|token|secret|passw|pwd|auth|cred|pat)[\\w.-]{0,20}";
const SIGN = "[\"'`\\])]{0,3}\\s{0,10}(?:=>|:=|={1,3}|:|,|\\(|>)\\s{0,10}(?:[\\w.]{1,30}\\()?[\"'`]?";

function toDetectors({ id, what, names, shape }: NamedRule): readonly Detector[] {
  // Compiled when first needed: most of them never are.
  let compiled: RE2JS | undefined;
  return names.map((name) => ({
    keyword: name,
    matchAt(line, at) {
      const from = at + name.length;
      const stretch = line.slice(from, from + REACH);
      if (!BETWEEN.test(stretch)) return null;
      compiled ??= RE2JS.compile(`(?i)${NAME_END}${SIGN}(${shape})(?:[^0-9a-z_./+=-]|$)`);
      const matcher = compiled.matcher(stretch);
      const value = matcher.lookingAt() ? (matcher.group(1) ?? "") : "";
      if (!isDrawn(value)) return null;
      return secretAt({ detector: id, what, certainty: "name" }, value, from + matcher.start(1));
    },
  }));
}

/** Names and sentences have the same length by chance, and hardly ever these digits. */
function isDrawn(value: string): boolean {
  const digits = (value.match(/\d/g) ?? []).length;
  const least = value.length < 20 ? 3 : 2.9;
  return digits >= 2 && /[a-z]/i.test(value) && entropyOf(value) >= least && !isPlaceholder(value);
}
