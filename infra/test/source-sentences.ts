import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Stands for whatever a sentence is about. */
export const VALUE = '§';

/** Errors whose message the API tells as it is, and helpers that take such a sentence. */
const THROWN = [
  'ProblemException',
  'Refusal',
  'UnanswerableQuery',
  'UnusableFile',
  'UnusableSpend',
  'UploadTooLarge',
];
const HELPERS = ['refuse', 'at', 'refusal', 'refused', 'problem', 'deadLetter'];
const CHECKS = ['refine', 'regex'];

/** Sentences of refusals in a source, each with its line; those that are given a code where they are thrown are left out. */
export function sentencesOf(path: string): { sentence: string; place: string }[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const named = constantsOf(source);
  const found: { sentence: string; place: string }[] = [];
  const add = (node: ts.Node | undefined, depth = 0): void => {
    if (!node || depth > 4) return;
    if (ts.isIdentifier(node)) return named.get(node.text)?.forEach((one) => add(one, depth + 1));
    if (ts.isConditionalExpression(node))
      return [node.whenTrue, node.whenFalse].forEach((one) => add(one, depth + 1));
    const sentence = textOf(node);
    if (sentence === null || !isSentence(sentence)) return;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push({ sentence, place: `${path}:${line + 1}` });
  };
  visit(source, (node) => saidBy(node).forEach((one) => add(one)));
  return found;
}

/** Expressions of sentences that a node hands on. */
function saidBy(node: ts.Node): readonly ts.Node[] {
  if (ts.isNewExpression(node) && THROWN.includes(node.expression.getText()))
    return isCoded(node) ? [] : (node.arguments ?? []);
  if (ts.isCallExpression(node)) {
    const called = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
    if (CHECKS.includes(called.getText())) return node.arguments.slice(1, 2);
    return HELPERS.includes(called.getText()) && !isCoded(node) ? node.arguments : [];
  }
  if (ts.isPropertyAssignment(node) && node.name.getText() === 'message')
    return isCodedBeside(node.parent) ? [] : [node.initializer];
  return [];
}

/** `….coded('a_code')` around it. */
function isCoded({ parent }: ts.Node): boolean {
  return ts.isPropertyAccessExpression(parent) && parent.name.text === 'coded';
}

function isCodedBeside(fields: ts.ObjectLiteralExpression): boolean {
  const within = (node: ts.Node): boolean =>
    ts.isNewExpression(node) ? isCoded(node) : !ts.isStatement(node) && node.parent && within(node.parent);
  const code = fields.properties.find((one) => one.name?.getText() === 'code');
  const isOwn = code !== undefined && !code.getText().includes("'custom'");
  return isOwn || within(fields);
}

function constantsOf(source: ts.SourceFile): Map<string, ts.Node[]> {
  const named = new Map<string, ts.Node[]>();
  visit(source, (node) => {
    if (!ts.isVariableDeclaration(node) || !node.initializer || !ts.isIdentifier(node.name)) return;
    named.set(node.name.text, [...(named.get(node.name.text) ?? []), node.initializer]);
  });
  return named;
}

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => VALUE + literal.text).join('');
}

/** Paths, codes and values have no word of two letters beside a blank; a template of values alone says nothing itself. */
function isSentence(text: string): boolean {
  return / /.test(text) && /[a-z]{2}/.test(text);
}

/** TypeScript below a folder, without its tests. */
export function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => join(folder, name));
}
