// What every finding of one of secretlint's rules holds. Looking for it costs next to nothing, while running all of its rules costs
// more than everything else that is done with most files.

/** False: the rule finds nothing in the text. A rule that is not known here may always find something. */
export function mayFind(ruleId: string, text: string): boolean {
  const mark = MARKS.get(ruleId.replace(/^.*secretlint-rule-/, ""));
  return mark === undefined || mark.test(text);
}

/** By the rule's name. No mark is looked for across lines, and each is found in linear time. */
const MARKS: ReadonlyMap<string, RegExp> = new Map([
  ["1password", /ops_ey/],
  ["anthropic", /sk-ant-/],
  ["aws", /(?:SECRET|[Ss]ecret)_?(?:ACCESS|[Aa]ccess)_?(?:KEY|[Kk]ey)/],
  ["databricks", /dapi[A-Fa-f0-9]{32}/],
  ["docker", /dckr_pat_/],
  ["figma", /figd_/],
  ["github", /gh[oprsu]_[A-Za-z0-9]|github_pat_/],
  ["gitlab", /glpat-/],
  ["grafana", /glc_|glsa_/],
  ["groq", /gsk_[A-Za-z0-9]/],
  ["hashicorp-vault", /hv[brs]\./],
  ["huggingface", /hf_[A-Za-z]{34}/],
  ["linear", /lin_api_/],
  ["notion", /ntn_[0-9]/],
  ["npm", /npm_[A-Za-z0-9_]{36}/],
  ["openai", /T3BlbkFJ/],
  ["sendgrid", /SG\.\w/],
  ["shopify", /shp(?:pa|ca|at|ss)_/],
  ["slack", /xox[abopr]-|xapp-|hooks\.slack\.com/i],
  ["vercel", /vc[acikpr]_[A-Za-z0-9]/],
]);
