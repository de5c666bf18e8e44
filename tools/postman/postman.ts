import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describeContracts, describePostman, marketInfo, marketWords } from "../../gateway/openapi/mod.ts";
import { documentedContracts } from "../../gateway/src/edge/docs-pages.ts";
import { postmanOptions } from "./postman-options.ts";

const { file, market } = postmanOptions(process.argv.slice(2));
const document = describeContracts(documentedContracts(), marketInfo, marketWords);
const collection = describePostman(document, market);
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(collection, null, 2)}\n`);
const requests = collection.item.reduce((sum, { item }) => sum + item.length, 0);
console.log(`${file}: ${requests} requests in ${collection.item.length} folders; import it into Postman`);
