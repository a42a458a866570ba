@echo off
rem SPDX-License-Identifier: MIT
rem The Windows twin of installer/run-tests: sets everything up by itself.
setlocal
cd /d "%~dp0.."
where py >nul 2>nul && (set "python=py -3") || (set "python=python")
%python% -c "import sys; sys.exit(sys.version_info < (3, 11))" || goto no_python
%python% -m installer.run_tests %*
exit /b %ERRORLEVEL%
:no_python
echo UnionOffice needs Python 3.11 or newer from python.org; none was found. 1>&2
exit /b 1
