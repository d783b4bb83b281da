import { readFileSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { readCommandLine } from '../../tools/command-line.ts';
import { situationsPage } from './page.ts';
import { play } from './play.ts';
import { readDraft } from './read.ts';

const helpText = `Makes docs/situations.md from test/situations/cases, or plays cases.

  npm run situations -- [options]

  --check           writes nothing; fails where the page does not show the situations as they are
  --play FILE       plays this case and prints what comes of it, as its file would expect it; may be given again
  --help            this text`;

const file = 'docs/situations.md';

/** Prints what a situation comes to, in the words that its file would expect it in. */
const show = async (path: string): Promise<void> => {
  const { told } = await play(readDraft(path));
  console.log(stringify({ expect: told.seen }, { lineWidth: 0 }));
};

const checkPage = (): void => {
  if (readFileSync(file, 'utf8') === situationsPage()) return;
  console.error(`${file} does not show the situations as they are; run: npm run situations`);
  process.exitCode = 1;
};

const options = { check: { type: 'boolean' }, play: { type: 'string', multiple: true } } as const;
const read = readCommandLine({ command: 'npm run situations', help: helpText, options });
if (read !== undefined) {
  const { check, play: paths } = read.values;
  if (paths !== undefined) for (const path of paths) await show(path);
  else if (check === true) checkPage();
  else writeFileSync(file, situationsPage());
}
