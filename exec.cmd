@rem npm scripts begin with exec, so that on Unix no shell stands between npm and a signal. cmd knows no such word; this is it.
@%*
