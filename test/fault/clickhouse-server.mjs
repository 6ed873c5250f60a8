/**
 * `node clickhouse-server.mjs FOLDER PORT`: ClickHouse's HTTP interface, as far as the official client uses it, in
 * front of the embedded engine. With it collector, pipelines and API run as processes of their own where no
 * ClickHouse server is installed, and the engine is a process that can be killed by itself.
 */
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Readable } from 'node:stream';

const require = createRequire(import.meta.url);
const { createClickHouse } = require('@groundswell/clickhouse');
const [folder, port] = process.argv.slice(2);
const client = createClickHouse({ path: folder });

/** Of the address; all else in it is a setting. */
const NOT_SETTINGS = /^(query|query_id|session_id|database|role|param_.*)$/;

const UNESCAPED = { t: '\t', n: '\n', r: '\r', b: '\b', f: '\f', 0: '\0' };
const unescape = (text) => text.replace(/\\(.)/gs, (_, letter) => UNESCAPED[letter] ?? letter);

/** `['a','b']` of the address as an array, as the embedded engine wants it. */
function parameterOf(text) {
  if (!text.startsWith('[')) return unescape(text);
  const items = [...text.matchAll(/'((?:[^'\\]|\\.|'')*)'|([^,[\]\s]+)/gs)];
  return items.map(([, quoted, bare]) => (quoted === undefined ? Number(bare) : unescape(quoted)));
}

async function read(request) {
  const body = await buffer(request);
  return request.headers['content-encoding'] === 'gzip' ? promisify(gunzip)(body) : body;
}

async function statementOf(request) {
  const url = new URL(request.url, 'http://engine');
  const fields = [...url.searchParams];
  let body = await read(request);
  if (String(request.headers['content-type']).startsWith('multipart/form-data')) {
    const form = await new globalThis.Response(body, {
      headers: { 'content-type': request.headers['content-type'] },
    }).formData();
    fields.push(...form);
    body = Buffer.alloc(0);
  }
  const named = Object.fromEntries(fields);
  const isInsert = url.searchParams.has('query') && body.length > 0;
  const params = fields.filter(([name]) => name.startsWith('param_'));
  return {
    query: named.query ?? body.toString('utf8'),
    values: isInsert ? Readable.from([body]) : undefined,
    query_params: Object.fromEntries(params.map(([name, text]) => [name.slice(6), parameterOf(text)])),
    clickhouse_settings: Object.fromEntries(fields.filter(([name]) => !NOT_SETTINGS.test(name))),
  };
}

async function answer(request, response) {
  if (request.url === '/ping') return response.end('Ok.\n');
  const { stream } = await client.exec(await statementOf(request));
  const bytes = await buffer(stream);
  response.setHeader('x-clickhouse-summary', '{}');
  if (!String(request.headers['accept-encoding']).includes('gzip')) return response.end(bytes);
  response.setHeader('content-encoding', 'gzip');
  return response.end(await promisify(gzip)(bytes));
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    const text = `Code: ${error.code ?? 1002}. DB::Exception: ${error.message} (${error.type ?? 'ERROR'})`;
    response.writeHead(500, { 'x-clickhouse-exception-code': String(error.code ?? 1002) });
    response.end(text);
  });
});
server.keepAliveTimeout = 30_000;
server.listen(Number(port), '127.0.0.1');

process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  void client.close().then(() => process.exit(0));
});
