const departments = ['Claims', 'Digital', 'Finance and controlling', 'Legal']

/** Four departments under one roof, sixteen people in each but three in Legal; the office and an analyst may sign in. */
export function organisationFiles (): { units: string, people: string } {
  const units = ['unit,parent,name', 'all,,Harbour Insurance', ...departments.map(name => `${idOf(name)},all,${name}`)]
  const people = [
    'person,name,email,unit,boss,rank,role,sign_in,band_tenure',
    'p0,Ana Reyes,office@example.org,all,,leader,program-office,office@localhost,long',
    'p1,Ravi Patel,ravi@example.org,all,p0,staff,analyst,ravi@example.org,long',
    ...departments.flatMap(name => Array.from({ length: name === 'Legal' ? 3 : 16 }, (_, place) => {
      const id = `${idOf(name)}${place}`
      return `${id},Person ${id},${id}@example.org,${idOf(name)},p0,staff,,,${place % 2 === 0 ? 'long' : 'short'}`
    }))
  ]
  return { units: `${units.join('\n')}\n`, people: `${people.join('\n')}\n` }
}

const idOf = (name: string) => name.slice(0, 3).toLowerCase()
