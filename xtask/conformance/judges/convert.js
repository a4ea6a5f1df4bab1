// Converts a Swagger 2.0 document (standard input) to OpenAPI 3.0 (standard output) with swagger2openapi of the folder given.
const { convertObj } = require(process.argv[2] + '/swagger2openapi');
let text = '';
process.stdin.on('data', (chunk) => (text += chunk));
process.stdin.on('end', () => {
  const options = { patch: true, warnOnly: true, resolveInternal: false, direct: true };
  convertObj(JSON.parse(text), options)
    .then((converted) => process.stdout.write(JSON.stringify(converted)))
    .catch((error) => {
      process.stderr.write(String(error && error.message ? error.message : error));
      process.exitCode = 1;
    });
});
