// Sends one file with tus-js-client, as the browser does, and prints where it went: node send.mjs '{"endpoint": …}'
import { createReadStream, statSync } from "node:fs";
import tus from "tus-js-client";

const { endpoint, token, path, name, id, chunkSize, delays, withCreation } = JSON.parse(process.argv[2]);
const answers = [];
const upload = new tus.Upload(createReadStream(path), {
  endpoint,
  chunkSize,
  uploadSize: statSync(path).size,
  retryDelays: delays,
  headers: { Authorization: `Token ${token}` },
  metadata: { filename: name, id },
  uploadDataDuringCreation: withCreation,
  onAfterResponse: (request, response) => answers.push(`${request.getMethod()} ${response.getStatus()}`),
  onSuccess: () => console.log(JSON.stringify({ url: upload.url, answers })),
  onError: (error) => {
    console.error(String(error), answers.join(" "));
    process.exitCode = 1;
  },
});
upload.start();
