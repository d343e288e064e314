/** What an import looks like, small enough to read. Invented names. */
export const samples: Readonly<Record<string, string>> = {
  'units.csv': `unit,parent,name
all,,Harbour Insurance
claims,all,Claims
digital,all,Digital
`,
  'people.csv': `person,name,email,unit,boss,rank,role,sign_in,band_tenure
p1,Ana Reyes,ana@example.org,all,,leader,program-office,ana@example.org,5 years or more
p2,Sam Lee,sam@example.org,claims,p1,manager,,,1 to 5 years
p3,Kim Novak,kim@example.org,claims,p2,staff,,,less than 1 year
p4,Ravi Patel,ravi@example.org,digital,p1,manager,analyst,ravi@example.org,1 to 5 years
`
}
