/**
 * A fast webhook receiver in a process of its own: answers 200 to everything, at once. `GET /count` tells how many posts
 * came. Prints its port.
 */
import { createServer } from "node:http";

let count = 0;

const server = createServer((request, response) => {
  if (request.method === "GET") {
    response.end(JSON.stringify({ count }));
    return;
  }
  request.resume().once("end", () => {
    count += 1;
    response.end();
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(JSON.stringify({ port: typeof address === "object" ? address?.port : 0 }));
});
