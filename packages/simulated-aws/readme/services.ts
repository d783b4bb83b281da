import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { type Heading, headingIn } from './headings.ts';

const root = posix.join(import.meta.dirname, '..');
const imported = /^import \{ create\w+(?:, [^}]+)? \} from '(\.\/(?:services|lambda|step-functions)\/[^']+)';$/gm;

const address = /^(\S+?\.(?:com|net|org)\/\S+)/;

const begin = '<!-- services: made by `npm run readme` from the headings of their files -->';
const end = '<!-- end of services -->';

export const readmeFile = posix.join(root, 'README.md');

/** The files of all services, as create-services.ts imports them. */
export function serviceFiles(): string[] {
  const text = readFileSync(posix.join(root, 'src/create-services.ts'), 'utf8');
  return [...text.matchAll(imported)].map(([, file = '']) => posix.join('src', file)).sort();
}

/** The README with the sections of the services as their files are now. */
export function withServices(readme: string): string {
  const [head, rest] = readme.split(begin);
  const tail = rest?.split(end)[1];
  if (head === undefined || tail === undefined) throw new Error(`README.md has lost the line ${begin} or ${end}`);
  return `${head}${begin}\n\n${servicesText()}\n${end}${tail}`;
}

/** The services by their titles, each with what its file says. */
const servicesText = (): string =>
  serviceFiles()
    .toSorted((a, b) => (title(a) < title(b) ? -1 : 1))
    .map(section)
    .join('\n');

const title = (file: string): string => readHeading(file).title;

const readHeading = (file: string): Heading => headingIn(file, readFileSync(posix.join(root, file), 'utf8'));

function section(file: string): string {
  const { title, models, from, notModelled } = readHeading(file);
  return [
    `### ${title}`,
    '',
    sentence(models),
    '',
    `- **Not modelled:** ${notModelled}`,
    `- **From:** ${from.map(linked).join(', ')}`,
    `- **File:** [${file}](${file})`,
    '',
  ].join('\n');
}

const sentence = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}`;

const linked = (page: string): string => page.replace(address, '<https://$1>');
