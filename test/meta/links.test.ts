import assert from 'node:assert/strict';
import { dirname, join, normalize } from 'node:path';
import { describe, it } from 'node:test';
import { filesLike, gatehouse, isThere, readOwn, type RepositoryFile } from '../support/repository.ts';

const pages = filesLike('**/*.md');

/** What a page writes as code: blocks and spans. */
const codeIn = (text: string): string[] => [
  ...[...text.matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)].flatMap((block) => String(block[1]).split('\n')),
  ...[...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map((span) => String(span[1])),
];

const prose = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

/** Headings of a page as the anchors that GitHub gives them. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map((heading) =>
    String(heading[1])
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );

interface Link {
  readonly page: RepositoryFile;
  readonly to: string;
}

const links: Link[] = pages.flatMap((page) =>
  [...prose(page.text).matchAll(/!?\[[^\]]*\]\(([^)\s]+)\)|<img src="([^"]+)"/g)].map((match) => ({
    page,
    to: String(match[1] ?? match[2]),
  })),
);
const isOutside = ({ to }: Link) => /^[a-z]+:/.test(to);
const fileOf = ({ page, to }: Link) => {
  const file = to.split('#')[0] ?? '';
  return file === '' ? page.path : normalize(join(dirname(page.path), file));
};

/** Names in the list of commands that a help ends with. */
const namesIn = (help: string) =>
  [...(help.split('Commands:')[1] ?? '').matchAll(/^ {2}([a-z]+)/gm)]
    .map((match) => String(match[1]))
    .filter((name) => name !== 'help');

/** Commands of the program, asked for once. */
let known: Promise<ReadonlyMap<string, string>> | undefined;
const knownCommands = (): Promise<ReadonlyMap<string, string>> => (known ??= commands());

/** Commands of the program, as "policy check", with the help of each. */
async function commands(): Promise<ReadonlyMap<string, string>> {
  const groups = await Promise.all(namesIn(await gatehouse('--help')).map(commandsOf));
  return new Map(groups.flat());
}

async function commandsOf(name: string): Promise<(readonly [string, string])[]> {
  const help = await gatehouse(name, '--help');
  const below = namesIn(help);
  if (below.length === 0) return [[name, help]];
  return Promise.all(below.map(async (part) => [`${name} ${part}`, await gatehouse(name, part, '--help')]));
}

describe('pages of the repository', () => {
  it('every link leads somewhere', () => {
    assert.ok(links.length > 20, 'links are found');
    for (const link of links) {
      if (isOutside(link)) continue;
      assert.ok(isThere(fileOf(link)), `${link.page.path} links to ${link.to}, which is not there`);
      const anchor = link.to.split('#')[1];
      if (anchor === undefined) continue;
      assert.ok(
        anchorsOf(readOwn(fileOf(link))).includes(anchor),
        `${link.page.path} links to ${link.to}, which has no such heading`,
      );
    }
  });

  it('every picture says what it shows', () => {
    for (const { path, text } of pages) {
      const wordless = /!\[\s*\]\(|<img (?![^>]*alt="[^"]{10})/;
      assert.doesNotMatch(prose(text), wordless, `${path} has a picture without words`);
    }
  });

  it('every command that a page names exists, with its options', async () => {
    const known = await knownCommands();
    assert.ok(known.size > 8, 'commands are found');
    const groups = new Set([...known.keys()].map((name) => name.split(' ')[0]));
    let named = 0;
    for (const { path, text } of pages) {
      for (const line of codeIn(text)) {
        for (const match of line.matchAll(
          /(?<=^|[\s/(])gatehouse(\.cjs)? ([a-z]+(?: [a-z]+)?)\b([^|\n]*)/g,
        )) {
          const [, script, words = '', rest = ''] = match;
          const [first = '', second = ''] = words.split(' ');
          // The name alone may be a user, a database or a folder.
          const isCommand = groups.has(first) || script !== undefined || match.index === 0;
          if (!isCommand) continue;
          const name = [words, first].find((each) => known.has(each));
          if (name === undefined && groups.has(first) && second === '' && rest.trim() === '') continue;
          assert.ok(name !== undefined, `${path} names \`gatehouse ${words}\`, which is no command`);
          named += 1;
          for (const [option] of rest.matchAll(/(?<=\s)--[a-z-]+/g)) {
            assert.ok(
              known.get(name)?.includes(option) || option === '--help',
              `${path} gives ${option} to \`gatehouse ${name}\`, which has no such option`,
            );
          }
        }
      }
    }
    assert.ok(named > 10, 'pages name commands');
  });

  it('every command is in the README', async () => {
    const readme = readOwn('README.md');
    for (const name of (await knownCommands()).keys())
      assert.ok(
        readme.includes(`gatehouse ${name}`),
        `README.md does not say what \`gatehouse ${name}\` does`,
      );
  });

  it('every script that a page names exists', () => {
    const { scripts } = JSON.parse(readOwn('package.json')) as { scripts: Record<string, string> };
    for (const { path, text } of pages) {
      for (const line of codeIn(text)) {
        for (const [, file] of line.matchAll(/\bnode ((?:scripts|bench|test|bin)\/[\w./-]+)/g)) {
          assert.ok(isThere(String(file)), `${path} names ${file}, which is not there`);
        }
        for (const [, name] of line.matchAll(/\bnpm (?:run )?(start|test|run [\w:-]+)/g)) {
          const script = String(name).replace('run ', '');
          assert.ok(script in scripts, `${path} names \`npm ${name}\`, which package.json does not have`);
        }
      }
    }
  });

  it('every variable of the environment that a page names is read', () => {
    const config = readOwn('src/cli/config.ts');
    const read = new Set([...config.matchAll(/GATEHOUSE_[A-Z]+/g)].map(([name]) => name));
    const byTests = new Set(
      [...readOwn('test/support/thorough.ts').matchAll(/env\['(GATEHOUSE_[A-Z]+)'\]/g)].map(
        ([, name]) => name,
      ),
    );
    for (const { path, text } of pages) {
      for (const [name] of text.matchAll(/GATEHOUSE_[A-Z]+/g))
        assert.ok(read.has(name) || byTests.has(name), `${path} names ${name}, which nothing reads`);
    }
    const operating = filesLike('docs/operating/*.md')
      .map(({ text }) => text)
      .join('\n');
    for (const name of read)
      assert.ok(operating.includes(name), `docs/operating does not say what ${name} sets`);
  });
});
