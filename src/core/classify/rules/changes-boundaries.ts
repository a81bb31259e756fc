// Where input from outside can lead: files outside a folder, hosts inside a network, pages of somebody else.
import { areaRule } from "../rule.js";

const SCRIPT = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/;

export const changesBoundaries = areaRule({
  id: "changes-boundaries",
  question: "Does it change which files, hosts or pages input from outside can lead to?",
  tier: "high-stakes",
  security: true,
  reason: "input that names a file or a host reaches whatever no check keeps it from",
  remedy: "move unrelated changes out of the lines that confine paths and addresses",
  examples: {
    found: [
      'if (target.includes("..")) throw new Error("outside")',
      "zipfile.ZipFile(upload).extractall(folder)",
      "res.redirect(req.query.next)",
      "hosts = allowed_hosts + [name]",
    ],
    left: ["const name = path.join(root, file)", "text.startsWith(prefix)", "redirect('/orders')"],
  },
  area: null,
  patterns: [
    {
      pattern:
        /(?:includes|contains|Contains|include\?|indexOf|strpos|startsWith|starts_with|HasPrefix|match|test)\(?[^)]{0,60}["'`/]\.\.[\\/]{0,2}["'`/]|\bin\s+["']\.\.["']|["']\.\.["']\s+in\b|\bis_relative_to\(|\bcommonpath\(|\bsecure_filename\(|\bSecureJoin\(|\bfilepath\.IsLocal\(|\bpath_?traversal\b|\bO_NOFOLLOW\b/i,
      keywords: [
        '".."',
        "'..'",
        '"../',
        "'../",
        "`../",
        "/../",
        "is_relative_to",
        "commonpath",
        "secure_filename",
        "SecureJoin",
        "IsLocal",
        "pathtraversal",
        "path_traversal",
        "NOFOLLOW",
      ],
      reason: "changes which files a path may lead to",
    },
    {
      pattern:
        /\.(?:startsWith|starts_with|start_with\?|HasPrefix)\(\s*(?:[\w.]+,\s*)?(?:[\w.]*(?:root|base|dir|cwd|home|workspace|sandbox|folder)\w*)|\bstrings\.HasPrefix\([^)]{0,60}(?:root|base|dir|home|workspace)/i,
      keywords: ["startsWith(", "starts_with(", "start_with?(", "HasPrefix("],
      reason: "drops a check of which files a path may lead to",
      removed: true,
    },
    {
      pattern: /\bextractall\(|\bunzip(?:Sync)?\(|\btar\.(?:extract|x)\(|\btempfile\.mktemp\(|\bArchiveEntry\b/,
      keywords: ["extractall(", "unzip", "tar.extract", "tar.x(", "mktemp(", "ArchiveEntry"],
      reason: "unpacks or makes files whose place others may choose",
    },
    {
      pattern:
        /\b\w*(?:allowed|blocked|trusted|denied|forbidden|permitted)_?(?:hosts?|domains?|origins?|ips?|urls?|schemes?|protocols?|paths?|commands?|redirect\w*|extensions?)\b|\b(?:is|check|validate|assert)_?(?:private|internal|local|loopback|allowed|blocked|safe|trusted)_?(?:ip|host|hostname|address|network|url|domain|path|redirect|origin)\w*\b|\bssrf\w*\b|\b\w*(?:allow|deny|block|white|black)_?list\w*\b/i,
      keywords:
        "allowed blocked trusted denied forbidden permitted private internal loopback local safe ssrf allowlist allow_list denylist deny_list blocklist block_list whitelist white_list blacklist black_list".split(
          " ",
        ),
      reason: "changes which hosts, files or commands are allowed",
    },
    {
      pattern:
        /\b(?:redirect\w*|Redirect|sendRedirect)\b[( ].{0,30}(?:\breq(?:uest)?\b|\bparams\b|\bquery\b|\$_GET|\bsearchParams\b|\br\.(?:URL|Form))|\ballow_other_host\b/,
      keywords: ["redirect", "allow_other_host"],
      reason: "sends people where a request says",
    },
    {
      pattern:
        /\b(?:fetch|axios(?:\.\w+)?|requests\.\w+|httpx\.\w+|http\.Get|urlopen|URI\.open|open|file_get_contents|curl_init)\(\s*(?:req(?:uest)?\.|params[.[]|ctx\.(?:query|params|request)|\$_(?:GET|POST|REQUEST)|r\.URL\.Query)/,
      keywords: ["fetch(", "axios", "requests.", "httpx.", "http.Get", "open(", "file_get_contents", "curl_init"],
      reason: "reads an address that a request names",
    },
    {
      pattern: /\bpostMessage\(.{0,120},\s*["'`]\*["'`]|\b(?:e|ev|evt|event|message)\.origin\b/,
      keywords: ["postMessage", ".origin"],
      reason: "changes which pages may send or read messages",
      files: SCRIPT,
    },
  ],
});
