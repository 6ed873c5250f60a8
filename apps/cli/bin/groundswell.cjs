#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const main = join(__dirname, '..', 'dist', 'main.js');
if (!existsSync(main)) {
  console.error('groundswell is not built yet: run `npm start` once, or `npm run build`.');
  process.exit(1);
}
require(main).run(process.argv);
