import type { Diagnosis, ProbeStep } from '../api/bindings';
import { words } from './words';

/** `403 “Access denied”`: the status and the server's own words, as far as there are any. */
export function answerOf(diagnosis: Diagnosis): string {
  const said = diagnosis.server_words ? words.diagnosis.quote(diagnosis.server_words) : '';
  if (diagnosis.status === null) return said;
  return said ? `${diagnosis.status} ${said}` : words.diagnosis.answered(diagnosis.status);
}

export function outcomeOf(step: ProbeStep): string {
  if (step.ok === null) return words.diagnosis.stepNotReached;
  return step.ok ? words.diagnosis.stepDone : words.diagnosis.stepFailed;
}

/** The diagnosis as text to send to a colleague. The token is not part of it. */
export function diagnosisText(diagnosis: Diagnosis, url: string): string {
  const w = words.diagnosis;
  const answer = answerOf(diagnosis);
  const lines = [diagnosis.title, `${w.copy.portal}: ${url}`];
  if (answer) lines.push(`${w.copy.answer}: ${answer}`);
  lines.push(
    `${w.copy.checks}: ${diagnosis.steps.map((step) => `${w.steps[step.step]} (${outcomeOf(step)})`).join(', ')}`,
  );
  if (diagnosis.causes.length > 0) {
    lines.push(`${w.copy.causes}:`);
    diagnosis.causes.forEach((cause, at) => lines.push(`${at + 1}. ${cause.title}: ${cause.advice}`));
  }
  if (diagnosis.warnings.length > 0) lines.push(`${w.copy.warnings}: ${diagnosis.warnings.join(' ')}`);
  return lines.join('\n');
}
