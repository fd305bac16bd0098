// Says how many cases ended as they should, and fails if one ended worse through the gateway.
const reports = JSON.parse(require('fs').readFileSync(process.argv[2]));
const rank = { OK: 0, INFORMATIONAL: 0, 'NON-STRICT': 1, UNIMPLEMENTED: 2, UNCLEAN: 3, 'WRONG CODE': 3, 'FAILED BY CLIENT': 4, FAILED: 4 };

const worse = [];
const counts = {};
for (const [name, direct] of Object.entries(reports.Endpoint)) {
  const through = reports.Sluice[name] || { behavior: 'FAILED', behaviorClose: 'FAILED' };
  counts[through.behavior] = (counts[through.behavior] || 0) + 1;
  for (const part of ['behavior', 'behaviorClose']) {
    if ((rank[through[part]] ?? 4) > (rank[direct[part]] ?? 4)) {
      worse.push(`${name} ${part}: ${through[part]}, without the gateway ${direct[part]}`);
    }
  }
}
console.log(`${Object.keys(reports.Endpoint).length} cases through the gateway:`, counts);
worse.forEach((line) => console.log(line));
process.exit(worse.length > 0 || Object.keys(counts).length === 0 ? 1 : 0);
