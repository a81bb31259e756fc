// What a policy command answers. The command table writes it out; the commands themselves touch no stream.
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The file is invalid, cannot be read, or the call is wrong. */
export const EXIT_INVALID = 2;

export function failed(message: string): CommandResult {
  return { exitCode: EXIT_INVALID, stdout: "", stderr: `${message}\n` };
}
