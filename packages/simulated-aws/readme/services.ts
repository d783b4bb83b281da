import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { type Heading, headingIn } from './headings.ts';

const root = posix.join(import.meta.dirname, '..');
const imported = /^import \{ create\w+(?:, [^}]+)? \} from '(\.\/(?:services|lambda|step-functions)\/[^']+)';$/gm;

/** The files of all services, as create-services.ts imports them. */
export const serviceFiles = (): string[] => {
  const text = readFileSync(posix.join(root, 'src/create-services.ts'), 'utf8');
  return [...text.matchAll(imported)].map(([, file = '']) => posix.join('src', file)).sort();
};

const readHeading = (file: string): Heading => headingIn(file, readFileSync(posix.join(root, file), 'utf8'));

const address = /^(\S+?\.(?:com|net|org)\/\S+)/;
const linked = (page: string): string => page.replace(address, '<https://$1>');

const sentence = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}`;

const section = (file: string): string => {
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
};

const title = (file: string): string => readHeading(file).title;

/** The services by their titles, each with what its file says. */
const servicesText = (): string =>
  serviceFiles()
    .toSorted((a, b) => (title(a) < title(b) ? -1 : 1))
    .map(section)
    .join('\n');

const begin = '<!-- services: made by `npm run readme` from the headings of their files -->';
const end = '<!-- end of services -->';

/** The README with the sections of the services as their files are now. */
export const withServices = (readme: string): string => {
  const [head, rest] = readme.split(begin);
  const tail = rest?.split(end)[1];
  if (head === undefined || tail === undefined) throw new Error(`README.md has lost the line ${begin} or ${end}`);
  return `${head}${begin}\n\n${servicesText()}\n${end}${tail}`;
};

export const readmeFile = posix.join(root, 'README.md');
