import { readFileSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { situationsPage } from './page.ts';
import { play } from './play.ts';
import { readDraft } from './read.ts';

const file = 'docs/situations.md';

/** Prints what a situation comes to, in the words that its file would expect it in. */
const show = async (path: string): Promise<void> => {
  const { told } = await play(readDraft(path));
  console.log(stringify({ expect: told.seen }, { lineWidth: 0 }));
};

const [command, ...paths] = process.argv.slice(2);
if (command === '--play') for (const path of paths) await show(path);
else if (command !== '--check') writeFileSync(file, situationsPage());
else if (readFileSync(file, 'utf8') !== situationsPage()) {
  console.error(`${file} does not show the situations as they are; run: npm run situations`);
  process.exitCode = 1;
}
