import { hash, verify, type Options } from '@node-rs/argon2';

/** Argon2id (the package's default), 19 MiB, two passes: OWASP's smallest recommended set; about 20 ms. */
const OPTIONS: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS);
}

/** False for a hash that is none, too: a damaged row must not tell a stranger that the account exists. */
export async function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  try {
    return await verify(passwordHash, password);
  } catch {
    return false;
  }
}
