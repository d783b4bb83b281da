import type { Random } from 'simulated-aws/random.ts';

const usualReader = 'lifeboat_reader';

export type Login = Readonly<{ name: string; password: string }>;

/** Who logs in to the databases: the service, which writes, and the readers of Lifeboat. */
export type Credentials = Readonly<{ application: Login; reader: Login; readers: readonly Login[] }>;

/** `names`: roles of readers that the plan names; there is one at least. */
export function createCredentials(random: Random, names: readonly string[]): Credentials {
  const application = { name: 'application', password: random.hex(24) };
  const password = random.hex(24);
  const [first = usualReader, ...others] = [...new Set(names)];
  const reader = { name: first, password };
  return { application, reader, readers: [reader, ...others.map((name) => ({ name, password }))] };
}
