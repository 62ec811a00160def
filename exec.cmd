@rem The scripts in package.json begin with exec, a word of Unix shells. On Windows this file is that word: it runs what follows.
@%*
