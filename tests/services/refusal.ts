import { DomainError } from '../../src/errors/domain-error.js';

/** Why the work was refused: its code, with the field where one was named (`capacity: out_of_range`). */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const [field] = error.fields;
    return field ? `${field.path}: ${field.code}` : error.code;
  }
  return 'not refused';
}
