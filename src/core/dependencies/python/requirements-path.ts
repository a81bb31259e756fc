// Which text files are lists of requirements, by their name. On the path in lower case.

const REQUIREMENTS =
  /(?:^|\/)(?:[\w.-]*(?:requirements?|constraints?)[\w.-]*|(?:requirements?|reqs|deps|constraints?)\/(?:[\w.-]+\/)?[\w.-]+)\.(?:txt|in|pip)$|(?:^|\/)reqs[\w.-]*\.(?:txt|in)$/;

export function isRequirementsPath(lower: string): boolean {
  return lower.length < 1000 && REQUIREMENTS.test(lower);
}
