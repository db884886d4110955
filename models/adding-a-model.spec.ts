import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '..');
const BLOCK = /^```ts\n(\/\/ (\S+)\n.*?)^```$/gms;

/** The files that the walk writes, by where it puts them. */
function filesOfTheWalk(): Map<string, string> {
  const walk = readFileSync(join(ROOT, 'docs/adding-a-model.md'), 'utf8');
  return new Map([...walk.matchAll(BLOCK)].map(([, content, file]) => [join(ROOT, file!), content!]));
}

/** What the compiler says of the files, were they there. */
function problemsOf(files: ReadonlyMap<string, string>): string[] {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, incremental: false }, ROOT);
  const host = ts.createCompilerHost(options);
  host.readFile = (file) => files.get(file) ?? ts.sys.readFile(file);
  host.fileExists = (file) => files.has(file) || ts.sys.fileExists(file);
  const program = ts.createProgram([...files.keys()], options, host);
  return program
    .getSourceFiles()
    .filter(({ fileName }) => files.has(fileName))
    .flatMap((file) => {
      const problems = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
      return problems.map(
        ({ messageText }) => `${file.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
      );
    });
}

it('shows a family that compiles, in the walk that adds one', () => {
  const files = filesOfTheWalk();
  expect(files.size).toBe(4);
  expect(problemsOf(files)).toEqual([]);
}, 120_000);
