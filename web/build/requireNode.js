// Ends with 1 when this Node is too old for the build (Vite 8). Plain old JavaScript, so that an old Node can say no.
const [major, minor] = process.versions.node.split('.').map(Number);
process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1);
