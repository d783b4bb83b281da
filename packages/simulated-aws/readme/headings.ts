const factory = /\/\*\*\n((?: \*[^\n]*\n)+?) \*\/\nexport (?:const create\w+ =|(?:async )?function create\w+)/g;
const sections = /^(?<title>[^\n]+)\.\n\nModels: (?<models>.+)\nFrom: (?<from>.+)\nNot modelled: (?<notModelled>.+)$/s;

/** What the docblock of a service's factory says. */
export type Heading = Readonly<{ title: string; models: string; from: readonly string[]; notModelled: string }>;

/** Throws where the factory of the file is not described as all services are. */
export function headingIn(file: string, text: string): Heading {
  const blocks = [...text.matchAll(factory)].map(([, block = '']) => block.replaceAll(/^ \* ?/gm, '').trim());
  const found = blocks.map((block) => sections.exec(block)?.groups).find((groups) => groups !== undefined);
  if (found === undefined) throw new Error(`${file}: its factory needs a docblock with Models, From and Not modelled`);
  const { title = '', models = '', from = '', notModelled = '' } = found;
  const pages = oneLine(from).split(/, | and (?!its)/);
  return { title, models: oneLine(models), from: pages, notModelled: oneLine(notModelled) };
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
