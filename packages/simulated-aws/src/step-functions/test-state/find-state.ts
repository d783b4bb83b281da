import { type Block, blocksIn, type State } from '../definition/states.ts';

/** By its name, which no other state has, however deep it stands. */
export function findState(blocks: readonly Block[], name: string): State | undefined {
  for (const { states } of blocks) {
    const within = [...states.values()].flatMap(blocksIn);
    const found = states.get(name) ?? findState(within, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
