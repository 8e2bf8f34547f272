import { platform } from '../platform';
import type { Commands, Error as ApiError, ErrorCode } from './bindings';

export type CommandName = keyof Commands;

/** Calls a command of the core with its own request, response and progress types. */
export async function call<K extends CommandName>(
  command: K,
  request: Commands[K]['request'],
  onProgress?: (progress: Commands[K]['progress']) => void,
): Promise<Commands[K]['response']> {
  try {
    const answer = await platform().invoke(command, request, onProgress as never);
    return answer as Commands[K]['response'];
  } catch (thrown) {
    throw asApiError(thrown);
  }
}

export type { ApiError };

/**
 * The core answers with an `Error` object. Anything else (a command that is missing, an answer that cannot
 * be read) is our own fault, and is shown with its own words rather than swallowed.
 */
export function asApiError(thrown: unknown): ApiError {
  if (isApiError(thrown)) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'failed', message, hint: null, retryable: false, field: null };
}

function isApiError(thrown: unknown): thrown is ApiError {
  return (
    typeof thrown === 'object' &&
    thrown !== null &&
    'code' in thrown &&
    'message' in thrown &&
    'retryable' in thrown
  );
}

export function hasCode(thrown: unknown, ...codes: ErrorCode[]): boolean {
  return isApiError(thrown) && codes.includes(thrown.code);
}
