// Loads whatever the services load, and starts nothing: what is compiled on the way is kept, so that a container with a read-only
// file system starts as fast as any. Run while the image is built.
import { zones } from '../small-default/house.ts'

for (const service of Object.values(zones).flat()) await import(`@weft/${service}/main`)
for (const later of ['@weft/service-kit/transport/kafka', './provision-database.ts', './provision-topics.ts']) await import(later)
