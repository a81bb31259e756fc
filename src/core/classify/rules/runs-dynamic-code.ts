// Code or commands made at run time: eval, shells, deserialisation.
import { areaRule } from "../rule.js";

const PYTHON = /\.(?:pyi?|ipynb)$/;
const RUBY = /\.(?:rb|rake|erb|gemspec)$|(?:^|\/)(?:rakefile|gemfile)$/;
const PHP = /\.(?:php|phtml|inc)$/;
const SCRIPT = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/;
const SHELL = /\.(?:sh|bash|zsh|fish|ksh|ps1|bat|cmd)$|(?:^|\/)[^/.]+$|\.ya?ml$/;

export const runsDynamicCode = areaRule({
  id: "runs-dynamic-code",
  question: "Does it run code or commands that are put together at run time, or rebuild objects from bytes?",
  tier: "high-stakes",
  security: true,
  reason: "whoever controls the text controls what runs",
  remedy:
    "call the program with a list of arguments instead of a shell, and parse data with a parser that builds no objects",
  examples: {
    found: [
      "subprocess.run(cmd, shell=True)",
      "const value = eval(text)",
      "data = pickle.loads(blob)",
      "execSync('git log ' + branch)",
    ],
    left: [
      "const match = pattern.exec(text)",
      'subprocess.run(["git", "log"])',
      "const evaluated = 1",
      "yaml.safe_load(text)",
    ],
  },
  area: null,
  patterns: [
    {
      pattern:
        /(?:^|[^.\w$])eval\s*\(|\bnew Function\s*\(|\bvm\.(?:runIn\w+|Script|compileFunction)\b|\bsetTimeout\(\s*["'`]/,
      keywords: ["eval", "new Function", "vm.", "setTimeout"],
      reason: "runs text as code",
    },
    {
      pattern: /(?:^|[^.\w])(?:exec|compile|__import__)\s*\(|\bimportlib\.import_module\(\s*[^"'\s]|\brunpy\./,
      keywords: ["exec", "compile(", "__import__", "importlib", "runpy"],
      reason: "runs text as code",
      files: PYTHON,
    },
    {
      pattern:
        /\b(?:instance_eval|class_eval|module_eval|instance_exec|constantize|define_method)\b|\b(?:public_)?send\(\s*params\b|\bKernel\.(?:system|exec|open)\b|(?:^|[^.\w])(?:system|exec|spawn)\s*\(?\s*["'`].*#\{|(?:^|[=(,]\s*)`[a-z./][^`]*#\{[^`]*`/,
      keywords: [
        "_eval",
        "instance_exec",
        "constantize",
        "define_method",
        "send(",
        "Kernel.",
        "system",
        "exec",
        "spawn",
        "#{",
      ],
      reason: "runs text as code or in a shell",
      files: RUBY,
    },
    {
      pattern:
        /\bsubprocess\.\w+\(.{0,300}\bshell\s*=\s*True|\bshell\s*=\s*True\b|\bos\.(?:system|popen|exec[lv]\w*)\s*\(|\bcreate_subprocess_shell\b|\bcommands\.getoutput\b|\bpexpect\.\w+\(/,
      keywords: ["shell", "os.system", "os.popen", "os.exec", "getoutput", "pexpect"],
      reason: "runs a command in a shell",
      files: PYTHON,
    },
    {
      pattern:
        /\bchild_process\.exec(?:Sync)?\b|(?:^|[^.\w$])exec(?:Sync|Async|Promise)?\s*\(\s*[^)]|\bexecaCommand(?:Sync)?\(|\bshell:\s*(?:true|["'`])|\bshelljs\b|\bpromisify\(exec\)/,
      keywords: ["exec", "shell"],
      reason: "runs a command in a shell",
      files: SCRIPT,
    },
    {
      pattern:
        /\bexec\.Command(?:Context)?\([^)]{0,80}"(?:\/bin\/|\/usr\/bin\/)?(?:sh|bash|zsh|cmd|powershell|pwsh)(?:\.exe)?"|\bsyscall\.Exec\(/,
      keywords: ["exec.Command", "syscall.Exec"],
      reason: "runs a command in a shell",
    },
    {
      pattern:
        /\b(?:shell_exec|passthru|proc_open|popen|pcntl_exec|create_function)\s*\(\s*\$|(?:^|[^.\w>])(?:exec|system)\s*\(\s*["'$]|\bpreg_replace\(\s*["'].*\/e["']/,
      keywords: ["exec", "passthru", "popen", "proc_open", "create_function", "assert", "system", "preg_replace"],
      reason: "runs text as code or in a shell",
      files: PHP,
    },
    {
      pattern:
        /\bRuntime\.getRuntime\(\)\.exec\(|\bnew ProcessBuilder\(|\bProcess\.Start\(|\bProcessStartInfo\b|\bScriptEngineManager\b|\bGroovyShell\b|\bCommand::new\(\s*"(?:sh|bash|cmd|powershell)"/,
      keywords: [
        "getRuntime",
        "ProcessBuilder",
        "Process.Start",
        "ProcessStartInfo",
        "ScriptEngine",
        "GroovyShell",
        "Command::new",
      ],
      reason: "starts a process",
    },
    {
      pattern:
        /\bInvoke-Expression\b|(?:^|[;&|]\s*)eval\s+["'$]|\b(?:curl|wget)\b.{0,200}\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b|\b(?:ba|z)?sh\s+-c\s+["']?[^"']{0,100}\$/,
      keywords: ["Invoke-Expression", "eval", "curl", "wget", "sh -c"],
      reason: "runs text as a command",
      files: SHELL,
    },
    {
      pattern:
        /\b(?:c?pickle|dill|cloudpickle|marshal|shelve|jsonpickle)\.(?:loads?|Unpickler|decode|open)\b|\byaml\.(?:load|unsafe_load|full_load|load_all)\s*\((?!.{0,200}Safe)|\b(?:torch|joblib)\.load\(|\bnumpy\.load\(.{0,100}allow_pickle/,
      keywords: ["pickle", "dill.", "marshal.", "shelve.", "yaml.", "torch.load", "joblib.load", "allow_pickle"],
      reason: "rebuilds objects from bytes",
      files: PYTHON,
    },
    {
      pattern:
        /\bunserialize\s*\(|\bMarshal\.(?:load|restore)\b|\bYAML\.(?:load|unsafe_load)\s*\(|\bOj\.(?:load|object_load)\b|\bObjectInputStream\b|\breadObject\(\)|\bXMLDecoder\b|\bBinaryFormatter\b|\bTypeNameHandling\b|\bLosFormatter\b|\bnode-serialize\b|\bgob\.NewDecoder\b|\bXStream\(/,
      keywords: [
        "unserialize",
        "Marshal.",
        "YAML.",
        "Oj.",
        "ObjectInputStream",
        "readObject",
        "XMLDecoder",
        "BinaryFormatter",
        "TypeNameHandling",
        "LosFormatter",
        "node-serialize",
        "gob.NewDecoder",
        "XStream",
      ],
      reason: "rebuilds objects from bytes",
    },
    {
      pattern:
        /\bspawn(?:Sync)?\(\s*["'`](?:\/bin\/|\/usr\/bin\/)?(?:sh|bash|zsh|cmd|powershell|pwsh)(?:\.exe)?["'`]|\b(?:spawn|execFile|fork)(?:Sync)?\(\s*[a-z_$][\w$.]*\s*[,)]|\brequire\(\s*[a-z_$][\w$.]*\s*\)|\bimport\(\s*(?:[a-z_$][\w$.]*\s*\)|`\$\{)/i,
      keywords: ["spawn", "execFile", "fork", "require(", "import("],
      reason: "runs a program or module whose name is not fixed",
      files: SCRIPT,
    },
    {
      pattern: /\bexec\.Command(?:Context\(\s*\w+\s*,|\()\s*[a-zA-Z_][\w.]*\s*[,)]/,
      keywords: ["exec.Command"],
      reason: "runs a program or module whose name is not fixed",
    },
    {
      pattern: /\b(?:include|require)(?:_once)?\s*\(?\s*\$_|\b(?:shell_exec|passthru|proc_open|popen)\s*\(\s*"[^"]*\$/,
      keywords: ["include", "require", "shell_exec", "passthru", "proc_open", "popen"],
      reason: "runs text as code or in a shell",
      files: PHP,
    },
    {
      pattern:
        /\b(?:enable|activate)DefaultTyping\b|@JsonTypeInfo\b|\btrust_remote_code\s*=\s*True|\bweights_only\s*=\s*False|\bresolve_entities\b|\bXMLParser\(|\bDocumentBuilderFactory\b|\bSAXParserFactory\b|\bXMLInputFactory\b|\bLIBXML_NOENT\b|\bnoent\s*:\s*true|\bDtdProcessing\b|\bload_external_dtd\b/,
      keywords:
        "DefaultTyping @JsonTypeInfo trust_remote_code weights_only resolve_entities XMLParser DocumentBuilderFactory SAXParserFactory XMLInputFactory LIBXML_NOENT noent DtdProcessing external_dtd".split(
          " ",
        ),
      reason: "reads a format that can run or load what it names",
    },
  ],
});
