// Is this text SQL that is worth reading? It must begin like a statement and hold a word that could destroy something.

/** Longest start that is looked at for the first words. */
const MAX_START = 2_000;

export function looksLikeSql(text: string): boolean {
  const start = text.slice(0, MAX_START);
  // Style sheets have a class `truncate`; a single word more and it would be a statement.
  return (BEGINS.test(start) || /^\s*TRUNCATE\s+\S/.test(start)) && DESTROYING.test(text);
}

/** `Delete from cart` is what people read on a button. */
export function isSentence(text: string): boolean {
  return /^\s*[A-Z][a-z]+\s/.test(text.slice(0, MAX_START));
}

const BEGINS =
  /^(?:[\s(;]|--[^\n]*\n|\/\*[^*]*\*\/)*(?:delete\s+(?:from\b|top\b|\w+\s+from\b)|drop\s+(?:table|column|database|schema|view|materialized|index|constraint|type|sequence|trigger|policy|function|procedure|extension|role|owned|user|domain|foreign|external|temporary|event|login|partition|server|publication|subscription|aggregate)\b|truncate\s+table\b|update\s+(?:only\s+|ignore\s+|top\b.{0,20})?\S+(?:\s+(?:as\s+)?\w+)?\s+set\b|alter\s+(?:table|column|type|schema|view|index|sequence|database|role|user|policy|function|domain|default|system|materialized|extension)\b|insert\s+(?:into|overwrite)\b|replace\s+into\b|create\s+\w|with\s+(?:recursive\s+)?\S+\s+(?:as\b|\()|merge\s+into\b|grant\s+\w|revoke\s+\w|rename\s+table\b|exec(?:ute)?\b|do\s+(?:\$|language)|begin\b|select\s|set\s|call\s|if\s+exists\b|load\s+data\b|copy\s+\S+\s+from\b|pragma\s|attach\s+database\b|detach\s|use\s)/i;

const DESTROYING =
  /\b(?:drop|truncate|delete|update|alter|merge|replace|grant|revoke|rename|copy|exec|execute|overwrite|purge|xp_cmdshell|sp_rename|load|outfile|dumpfile|attach|detach|writable_schema|session_replication_role|row_security|foreign_key_checks)\b/i;
